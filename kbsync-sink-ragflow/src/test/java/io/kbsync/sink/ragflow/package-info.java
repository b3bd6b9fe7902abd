@NullMarked
package io.kbsync.sink.ragflow;

import org.jspecify.annotations.NullMarked;
