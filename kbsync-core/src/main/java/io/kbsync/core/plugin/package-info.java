/** The connectors, filters and plans that are there. */
@NullMarked
package io.kbsync.core.plugin;

import org.jspecify.annotations.NullMarked;
