/** Scenarios, each a whole process measured several times beside its limit and its peer. */
@NullMarked
package io.kbsync.benchmarks;

import org.jspecify.annotations.NullMarked;
