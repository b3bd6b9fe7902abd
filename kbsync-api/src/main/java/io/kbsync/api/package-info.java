/**
 * What every part of a connector meets: the context the engine hands in, and the verdicts it
 * understands. The packages below follow the way of the data: {@code config}, {@code source},
 * {@code filter}, {@code plan}, {@code sink}.
 */
@NullMarked
package io.kbsync.api;

import org.jspecify.annotations.NullMarked;
