package io.kbsync.examples.folder;

import io.kbsync.api.ConnectorContext;
import io.kbsync.api.FatalException;
import io.kbsync.api.config.ConfigKey;
import io.kbsync.api.config.ConfigSpec;
import io.kbsync.api.config.ConnectorConfig;
import io.kbsync.api.source.Source;
import io.kbsync.api.source.SourceFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes sources that read a folder of this machine: {@code sourceType=Folder}. */
public final class FolderSourceFactory implements SourceFactory {

  static final ConfigKey<Path> PATH =
      ConfigKey.of("folderSourcePath", "The folder whose files are synced.", Path::of)
          .required()
          .build();

  static final ConfigKey<String> ROOT =
      ConfigKey.text(
              "folderSourceRoot",
              "Which folders directly below folderSourcePath are synced: their names, separated by"
                  + " spaces, or \".\" for folderSourcePath itself.")
          .build();

  @Override
  public String type() {
    return "Folder";
  }

  @Override
  public ConfigSpec configSpec() {
    return ConfigSpec.builder().keysOnOneLine(PATH).scopeKey(ROOT).build();
  }

  @Override
  public Source create(ConnectorConfig config, ConnectorContext context) throws FatalException {
    Path folder = config.get(PATH).toAbsolutePath().normalize();
    if (!Files.isDirectory(folder)) {
      throw new FatalException(
          FatalException.Kind.REFUSED_VALUE,
          "There is no folder " + folder + ". Correct folderSourcePath, or create the folder.",
          null);
    }
    return new FolderSource(folder, context.clock());
  }
}
