/**
 * Keeps documents in a RAGFlow dataset. {@code RagflowSink} speaks in documents, {@code
 * RagflowServer} in requests, {@code RagflowErrors} turns what a server refuses into verdicts, and
 * {@code ServerDialect} remembers what this server turned out to understand.
 */
@NullMarked
package io.kbsync.sink.ragflow;

import org.jspecify.annotations.NullMarked;
