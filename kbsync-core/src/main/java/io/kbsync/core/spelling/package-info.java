/** Which word was meant. */
@NullMarked
package io.kbsync.core.spelling;

import org.jspecify.annotations.NullMarked;
