/** What every connector promises, as JUnit tests to be run by each. */
@NullMarked
package io.kbsync.testkit.contract;

import org.jspecify.annotations.NullMarked;
