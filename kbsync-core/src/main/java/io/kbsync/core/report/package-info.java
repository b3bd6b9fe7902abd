/** What a run did, for people and for programs. */
@NullMarked
package io.kbsync.core.report;

import org.jspecify.annotations.NullMarked;
