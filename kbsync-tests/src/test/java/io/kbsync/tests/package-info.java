/** The promises of the main job, tested with the real connectors against the simulators. */
@NullMarked
package io.kbsync.tests;

import org.jspecify.annotations.NullMarked;
