package io.kbsync.sink.ragflow;

import io.kbsync.api.ConnectorContext;
import io.kbsync.api.ConnectorException;
import io.kbsync.api.config.ConfigSpec;
import io.kbsync.api.config.ConnectorConfig;
import io.kbsync.api.sink.Sink;
import io.kbsync.api.sink.SinkFactory;
import io.kbsync.http.HttpConnector;
import io.kbsync.http.HttpKeys;
import io.kbsync.http.HttpSettings;
import java.time.Duration;

/** Makes sinks that write a RAGFlow dataset: {@code sinkType=RagFlow}. */
public final class RagflowSinkFactory implements SinkFactory {

  /** Storing a large file, and a removal behind many others, take their time without a word. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @Override
  public String type() {
    return "RagFlow";
  }

  @Override
  public ConfigSpec configSpec() {
    return RagflowKeys.SPEC;
  }

  @Override
  public Sink create(ConnectorConfig config, ConnectorContext context) throws ConnectorException {
    RagflowSettings settings = RagflowSettings.of(config);
    Duration silence = config.find(HttpKeys.SERVER_TIMEOUT).orElse(PATIENCE);
    HttpSettings http = HttpSettings.from(config, System.getenv()).readTimeout(silence).build();
    return new RagflowSink(
        new RagflowServer(HttpConnector.open(http, context.calls(), context.clock()), settings),
        settings);
  }
}
