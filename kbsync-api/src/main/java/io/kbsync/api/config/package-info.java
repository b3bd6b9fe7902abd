/** The keys a connector understands, and the values people gave them. */
@NullMarked
package io.kbsync.api.config;

import org.jspecify.annotations.NullMarked;
