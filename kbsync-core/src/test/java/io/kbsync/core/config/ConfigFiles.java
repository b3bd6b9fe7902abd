package io.kbsync.core.config;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;

/** Configuration files in a folder, and the variables around them. */
final class ConfigFiles {

  static final String TEMPLATE =
      """
      whiteList=
      blackList=
      sinkType=RagFlow
      sourceType=DingDing
      ragflowUrl=http://ragflow.example
      ragflowApiKey=Bearer ragflow-RhMjQ1abcdef
      ragflowDatasetId=b2af7c4c56f511f0
      dingDingClientId=ding9nyetzwm
      dingDingClientSecret=sa4vI-xrJT
      dingDingUserId=012713339815010
      """;

  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();

  ConfigFiles(Path folder) {
    this.folder = folder;
  }

  void setVariable(String name, String value) {
    environment.put(name, value);
  }

  JobConfig read(String text) throws IOException, ConfigException {
    return read(write("config", text));
  }

  JobConfig read(Path file) throws ConfigException {
    return JobConfig.read(file, TestPlugins.connectors(), environment);
  }

  /** A file that its owner alone may read. */
  Path write(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
    return file;
  }
}
