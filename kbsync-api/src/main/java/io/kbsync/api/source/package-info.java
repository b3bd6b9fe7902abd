/** Where files come from. */
@NullMarked
package io.kbsync.api.source;

import org.jspecify.annotations.NullMarked;
