/**
 * The engine. Its packages stand in the order of the data: {@code plugin}, {@code config}, {@code
 * listing}, {@code filter}, {@code plan}, {@code transfer}, with {@code calls}, {@code state} and
 * {@code report} beside them and {@code schedule} around them.
 */
@NullMarked
package io.kbsync.core;

import org.jspecify.annotations.NullMarked;
