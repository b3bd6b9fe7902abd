/** The program: a configuration file becomes a job, people are asked, told and answered. */
@NullMarked
package io.kbsync.cli;

import org.jspecify.annotations.NullMarked;
