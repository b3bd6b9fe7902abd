/** What tests of several parts share. */
@NullMarked
package io.kbsync.core.testing;

import org.jspecify.annotations.NullMarked;
