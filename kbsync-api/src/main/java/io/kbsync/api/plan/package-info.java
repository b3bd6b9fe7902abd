/** What is to be done with a file, given what was recorded last time. */
@NullMarked
package io.kbsync.api.plan;

import org.jspecify.annotations.NullMarked;
