/** A source and a sink that are plain folders: connectors to read before writing one's own. */
@NullMarked
package io.kbsync.examples.folder;

import org.jspecify.annotations.NullMarked;
