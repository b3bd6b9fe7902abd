/** From the configuration file to a job whose values are checked. */
@NullMarked
package io.kbsync.core.config;

import org.jspecify.annotations.NullMarked;
