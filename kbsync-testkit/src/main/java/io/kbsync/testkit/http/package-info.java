/**
 * An HTTP server on loopback for simulations of other people's servers: requests counted, faults
 * injected.
 */
@NullMarked
package io.kbsync.testkit.http;

import org.jspecify.annotations.NullMarked;
