/** How a program of your own runs a sync. */
@NullMarked
package io.kbsync.examples.embed;

import org.jspecify.annotations.NullMarked;
