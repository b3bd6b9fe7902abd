package io.kbsync.core.config;

import io.kbsync.api.filter.FilterFactory;
import io.kbsync.api.plan.SyncPlanFactory;
import io.kbsync.api.sink.SinkFactory;
import io.kbsync.api.source.SourceFactory;
import java.util.List;

/** What the values of a configuration amount to, once they are checked. */
record Binding(
    String job,
    SourceFactory source,
    SinkFactory sink,
    SyncPlanFactory plan,
    List<FilterFactory> filters,
    BoundConfig values,
    List<String> warnings) {}
