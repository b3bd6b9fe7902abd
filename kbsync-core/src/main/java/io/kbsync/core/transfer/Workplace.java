package io.kbsync.core.transfer;

import io.kbsync.api.sink.Sink;
import io.kbsync.api.source.Source;
import io.kbsync.core.calls.Retries;
import io.kbsync.core.plan.DocumentKeys;
import io.kbsync.core.plan.DocumentNames;
import io.kbsync.core.report.Tally;
import io.kbsync.core.state.JobState;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the steps of one run share.
 *
 * @param run the number of the run
 * @param sourceType for the metadata of documents
 * @param documents how many documents the run has added to the sink, less those it removed
 */
public record Workplace(
    long run,
    String sourceType,
    Source source,
    Sink sink,
    JobState state,
    Retries fromSource,
    Retries toSink,
    Lanes sourceLanes,
    Lanes sinkLanes,
    Spool spool,
    DocumentKeys keys,
    DocumentNames names,
    Clock clock,
    Tally tally,
    Abort abort,
    PauseGate gate,
    AtomicLong documents) {}
