/** A bare client that moves the same bytes with the same requests: what the machine could do. */
@NullMarked
package io.kbsync.benchmarks.limit;

import org.jspecify.annotations.NullMarked;
