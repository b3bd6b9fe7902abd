package io.kbsync.core.config;

import io.kbsync.core.plugin.Connectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who may read a file that holds secrets. */
final class FilePermissions {

  private FilePermissions() {}

  /** A warning when others may read the file, and a secret stands in it. */
  static List<String> warnings(Path file, FlatConfig config, Connectors connectors) {
    Optional<String> exposed =
        SecretValues.names(connectors).stream()
            .sorted()
            .filter(key -> holdsSecret(config.entries().get(key)))
            .findFirst();
    if (exposed.isEmpty() || !othersMayRead(file)) {
      return List.of();
    }
    String quoted = "'" + file.toString().replace("'", "'\\''") + "'";
    return List.of(
        "Every user of this machine can read %s, which holds a secret (%s). Run: chmod 600 %s"
            .formatted(file.getFileName(), exposed.get(), quoted));
  }

  private static boolean holdsSecret(FlatConfig.@Nullable Entry entry) {
    return entry != null
        && !entry.value().isEmpty()
        && !SecretReferences.isReference(entry.value());
  }

  private static boolean othersMayRead(Path file) {
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
      return permissions.contains(PosixFilePermission.OTHERS_READ);
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}
