/** The lists of wanted and unwanted paths. */
@NullMarked
package io.kbsync.core.filter;

import org.jspecify.annotations.NullMarked;
