/** What tests of a program that synchronises stand on. */
@NullMarked
package io.kbsync.testkit;

import org.jspecify.annotations.NullMarked;
