@NullMarked
package io.kbsync.http;

import org.jspecify.annotations.NullMarked;
