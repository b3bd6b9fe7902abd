package io.kbsync.core;

import io.kbsync.api.Calls;
import io.kbsync.api.ConnectorContext;
import io.kbsync.api.Interaction;
import java.nio.file.Path;
import java.time.Clock;

/** What the engine gives one connector. */
record EngineContext(
    String job, Clock clock, Path workDirectory, Calls calls, Interaction interaction)
    implements ConnectorContext {}
