/** Reading a root page by page: from parent ids to paths. */
@NullMarked
package io.kbsync.core.listing;

import org.jspecify.annotations.NullMarked;
