/**
 * Whatever goes wrong at whatever call: {@code FaultTableTest} breaks each call in each way, and
 * writes down what came of it.
 */
@NullMarked
package io.kbsync.tests.faults;

import org.jspecify.annotations.NullMarked;
