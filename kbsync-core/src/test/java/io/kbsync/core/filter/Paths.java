package io.kbsync.core.filter;

import io.kbsync.api.source.FileId;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.api.source.Revision;
import io.kbsync.api.source.SourcePath;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Files and paths of a root named {@code Base}. */
final class Paths {

  static final String ROOT = "Base";

  private Paths() {}

  static SourcePath path(String within) {
    return new SourcePath(ROOT, within.isEmpty() ? List.of() : List.of(within.split("/")));
  }

  /** An uploaded file. */
  static RemoteFile file(String name) {
    return file(name, null);
  }

  static RemoteFile file(String name, @Nullable String extension) {
    return RemoteFile.builder(new FileId("id"), name)
        .extension(extension)
        .revision(Revision.of("version", "1"))
        .build();
  }
}
