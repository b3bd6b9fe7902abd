/** Decisions: what to do with a file, what may be removed, and what a document is called. */
@NullMarked
package io.kbsync.core.plan;

import org.jspecify.annotations.NullMarked;
