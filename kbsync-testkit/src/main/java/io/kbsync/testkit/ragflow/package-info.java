/**
 * A RAGFlow server that keeps its datasets in memory: the HTTP API of several versions, faults and
 * dangers included, and a view of what is stored for tests.
 */
@NullMarked
package io.kbsync.testkit.ragflow;

import org.jspecify.annotations.NullMarked;
