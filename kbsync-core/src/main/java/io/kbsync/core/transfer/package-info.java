/** Moving files: lanes, the spool, putting, naming, indexing, replacing, removing. */
@NullMarked
package io.kbsync.core.transfer;

import org.jspecify.annotations.NullMarked;
