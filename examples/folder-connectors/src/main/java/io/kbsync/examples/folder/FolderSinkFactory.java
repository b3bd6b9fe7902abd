package io.kbsync.examples.folder;

import io.kbsync.api.ConnectorContext;
import io.kbsync.api.config.ConfigKey;
import io.kbsync.api.config.ConfigSpec;
import io.kbsync.api.config.ConnectorConfig;
import io.kbsync.api.sink.Sink;
import io.kbsync.api.sink.SinkFactory;
import java.nio.file.Path;

/** Makes sinks that write into a folder of this machine: {@code sinkType=Folder}. */
public final class FolderSinkFactory implements SinkFactory {

  static final ConfigKey<Path> PATH =
      ConfigKey.of("folderSinkPath", "The folder that receives the documents.", Path::of)
          .required()
          .build();

  @Override
  public String type() {
    return "Folder";
  }

  @Override
  public ConfigSpec configSpec() {
    return ConfigSpec.builder().keysOnOneLine(PATH).build();
  }

  @Override
  public Sink create(ConnectorConfig config, ConnectorContext context) {
    return new FolderSink(config.get(PATH).toAbsolutePath().normalize());
  }
}
