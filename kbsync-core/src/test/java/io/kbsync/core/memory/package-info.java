/** A source and a sink that live in memory, for tests of the engine. */
@NullMarked
package io.kbsync.core.memory;

import org.jspecify.annotations.NullMarked;
