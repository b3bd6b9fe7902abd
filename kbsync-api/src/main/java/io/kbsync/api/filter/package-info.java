/** Which files are wanted. */
@NullMarked
package io.kbsync.api.filter;

import org.jspecify.annotations.NullMarked;
