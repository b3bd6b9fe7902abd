/**
 * What the engine remembers between runs and across crashes: which file stands in the sink as which
 * document, and what was about to happen when the process died.
 */
@NullMarked
package io.kbsync.core.state;

import org.jspecify.annotations.NullMarked;
