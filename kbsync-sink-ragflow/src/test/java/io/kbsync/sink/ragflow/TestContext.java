package io.kbsync.sink.ragflow;

import io.kbsync.api.ApiGroup;
import io.kbsync.api.Calls;
import io.kbsync.api.ConnectorContext;
import io.kbsync.api.Interaction;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An engine that lets everything pass. */
final class TestContext implements ConnectorContext, Calls {

  @Override
  public String job() {
    return "test";
  }

  @Override
  public Clock clock() {
    return Clock.systemUTC();
  }

  @Override
  public Path workDirectory() {
    throw new UnsupportedOperationException("RAGFlow's connector keeps nothing on disk");
  }

  @Override
  public Calls calls() {
    return this;
  }

  @Override
  public Interaction interaction() {
    return Interaction.NOBODY;
  }

  @Override
  public void await(ApiGroup group) {}

  @Override
  public void throttled(ApiGroup group, @Nullable Duration retryAfter) {}
}
