/** When the next pass begins, and the loop that makes passes for months. */
@NullMarked
package io.kbsync.core.schedule;

import org.jspecify.annotations.NullMarked;
