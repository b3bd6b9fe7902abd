package io.kbsync.core.config;

import io.kbsync.api.ConnectorContext;
import io.kbsync.api.config.ConfigKey;
import io.kbsync.api.config.ConfigSpec;
import io.kbsync.api.config.ConnectorConfig;
import io.kbsync.api.config.Secret;
import io.kbsync.api.filter.Filter;
import io.kbsync.api.filter.FilterFactory;
import io.kbsync.api.filter.Verdict;
import io.kbsync.api.plan.Change;
import io.kbsync.api.plan.Departure;
import io.kbsync.api.plan.Recorded;
import io.kbsync.api.plan.SyncPlan;
import io.kbsync.api.plan.SyncPlanFactory;
import io.kbsync.api.sink.Sink;
import io.kbsync.api.sink.SinkFactory;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.api.source.Source;
import io.kbsync.api.source.SourceFactory;
import io.kbsync.api.source.SourcePath;
import io.kbsync.core.filter.PathListFilterFactory;
import io.kbsync.core.plugin.Connectors;
import io.kbsync.core.plugin.PluginException;
import java.util.List;
import java.util.Optional;

/** Connectors with the keys of the real ones, and nothing behind them. */
final class TestPlugins {

  static final ConfigKey<String> CLIENT_ID =
      ConfigKey.text("dingDingClientId", "The application.")
          .required()
          .partlyHidden(value -> value.substring(0, Math.min(4, value.length())))
          .build();
  static final ConfigKey<Secret> CLIENT_SECRET =
      ConfigKey.secret("dingDingClientSecret", "Its secret.").required().build();
  static final ConfigKey<String> USER_ID =
      ConfigKey.text("dingDingUserId", "Who lists the files.").required().build();
  static final ConfigKey<String> SOURCE = ConfigKey.text("dingDingSource", "Which kind.").build();
  static final ConfigKey<Integer> SOURCE_PROXY =
      ConfigKey.of("proxy", "A port.", Integer::valueOf).build();

  static final ConfigKey<String> URL =
      ConfigKey.of("ragflowUrl", "The server.", TestPlugins::url).required().build();
  static final ConfigKey<String> API_KEY =
      ConfigKey.text("ragflowApiKey", "The key.")
          .required()
          .partlyHidden(value -> value.substring(0, Math.min(14, value.length())))
          .build();
  static final ConfigKey<String> DATASET =
      ConfigKey.text("ragflowDatasetId", "The dataset.").required().build();
  static final ConfigKey<Boolean> PARSE =
      ConfigKey.of("ragflowParse", "Whether to parse | or not.", Boolean::valueOf)
          .defaultsTo("true")
          .build();
  static final ConfigKey<String> SINK_PROXY = ConfigKey.text("proxy", "A host.").build();

  static final ConfigKey<Integer> LONGEST_NAME =
      ConfigKey.of("longestName", "Longer names are not wanted.", Integer::valueOf).build();

  private TestPlugins() {}

  static Connectors connectors() {
    try {
      return Connectors.of(
          List.of(new DingTalk()),
          List.of(new Ragflow()),
          List.of(new PathListFilterFactory(), new NameLengths()),
          List.of(new Plan("mirror"), new Plan("append")));
    } catch (PluginException e) {
      throw new AssertionError(e);
    }
  }

  private static String url(String text) {
    if (!text.startsWith("http")) {
      throw new IllegalArgumentException("This is no URL. Write http://HOST");
    }
    return text;
  }

  static final class DingTalk implements SourceFactory {
    @Override
    public String type() {
      return "DingDing";
    }

    @Override
    public ConfigSpec configSpec() {
      return ConfigSpec.builder()
          .keysOnOneLine(CLIENT_ID, CLIENT_SECRET)
          .keysOnOneLine(USER_ID)
          .scopeKey(SOURCE)
          .keys(SOURCE_PROXY)
          .build();
    }

    @Override
    public Source create(ConnectorConfig config, ConnectorContext context) {
      throw new UnsupportedOperationException();
    }
  }

  static final class Ragflow implements SinkFactory {
    @Override
    public String type() {
      return "RagFlow";
    }

    @Override
    public ConfigSpec configSpec() {
      return ConfigSpec.builder()
          .keysOnOneLine(URL, API_KEY)
          .keysOnOneLine(DATASET)
          .keys(PARSE, SINK_PROXY)
          .build();
    }

    @Override
    public Sink create(ConnectorConfig config, ConnectorContext context) {
      throw new UnsupportedOperationException();
    }
  }

  /** A filter whose factory finds out what its key's parser cannot. */
  static final class NameLengths implements FilterFactory {
    @Override
    public String type() {
      return "names";
    }

    @Override
    public ConfigSpec configSpec() {
      return ConfigSpec.builder().keys(LONGEST_NAME).build();
    }

    @Override
    public Filter create(ConnectorConfig config) {
      if (config.get(LONGEST_NAME) < 1) {
        throw new IllegalArgumentException("No name is that short. Write 1 or more");
      }
      return (file, path) -> Verdict.INCLUDE;
    }
  }

  record Plan(String name) implements SyncPlanFactory {
    @Override
    public String help() {
      return "Does " + name + ".";
    }

    @Override
    public SyncPlan create(ConnectorConfig config) {
      return new SyncPlan() {
        @Override
        public Change decide(RemoteFile listed, SourcePath path, Optional<Recorded> recorded) {
          return new Change.Skip(name);
        }

        @Override
        public Departure vanished(Recorded recorded) {
          return Departure.KEEP;
        }
      };
    }
  }
}
