/** Every request to a server: its pace, its budget, and whether it is tried again. */
@NullMarked
package io.kbsync.core.calls;

import org.jspecify.annotations.NullMarked;
