/** Where files arrive. */
@NullMarked
package io.kbsync.api.sink;

import org.jspecify.annotations.NullMarked;
