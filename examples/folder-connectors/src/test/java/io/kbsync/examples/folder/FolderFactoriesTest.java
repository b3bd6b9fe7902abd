package io.kbsync.examples.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kbsync.api.Calls;
import io.kbsync.api.ConnectorContext;
import io.kbsync.api.FatalException;
import io.kbsync.api.Interaction;
import io.kbsync.api.config.ConfigKey;
import io.kbsync.api.config.ConnectorConfig;
import io.kbsync.api.sink.Sink;
import io.kbsync.api.sink.SinkFactory;
import io.kbsync.api.source.Source;
import io.kbsync.api.source.SourceFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.ServiceLoader.Provider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderFactoriesTest {

  @TempDir Path folder;

  @Test
  void both_connectors_are_found_by_their_type() {
    assertThat(ServiceLoader.load(SourceFactory.class).stream().map(Provider::get))
        .extracting(SourceFactory::type)
        .contains("Folder");
    assertThat(ServiceLoader.load(SinkFactory.class).stream().map(Provider::get))
        .extracting(SinkFactory::type)
        .contains("Folder");
  }

  @Test
  void connectors_are_made_from_what_the_config_file_says() throws Exception {
    ConnectorConfig config =
        config(Map.of("folderSourcePath", folder.toString(), "folderSinkPath", folder.toString()));
    try (Source source = new FolderSourceFactory().create(config, CONTEXT);
        Sink sink = new FolderSinkFactory().create(config, CONTEXT)) {
      assertThat(source.scopes(Optional.empty())).hasSize(1);
      assertThat(sink.verify().id()).isEqualTo(folder.toString());
    }
  }

  @Test
  void a_folder_that_is_not_there_is_named_with_its_key() {
    String missing = folder.resolve("missing").toString();
    ConnectorConfig config = config(Map.of("folderSourcePath", missing, "folderSinkPath", missing));
    assertThatThrownBy(() -> new FolderSourceFactory().create(config, CONTEXT))
        .isInstanceOfSatisfying(FatalException.class, FolderFactoriesTest::isARefusedValue)
        .hasMessageContainingAll(missing, "folderSourcePath");
    assertThatThrownBy(() -> new FolderSinkFactory().create(config, CONTEXT).verify())
        .isInstanceOfSatisfying(FatalException.class, FolderFactoriesTest::isARefusedValue)
        .hasMessageContainingAll(missing, "folderSinkPath");
  }

  private static void isARefusedValue(FatalException failure) {
    assertThat(failure.kind()).isEqualTo(FatalException.Kind.REFUSED_VALUE);
  }

  private static ConnectorConfig config(Map<String, String> values) {
    return new ConnectorConfig() {
      @Override
      public <T> T get(ConfigKey<T> key) {
        return find(key).orElseThrow();
      }

      @Override
      public <T> Optional<T> find(ConfigKey<T> key) {
        return Optional.ofNullable(values.get(key.name())).map(key::parse);
      }
    };
  }

  private static final ConnectorContext CONTEXT =
      new ConnectorContext() {
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
          throw new UnsupportedOperationException("no files of its own");
        }

        @Override
        public Calls calls() {
          throw new UnsupportedOperationException("no requests");
        }

        @Override
        public Interaction interaction() {
          return Interaction.NOBODY;
        }
      };
}
