package io.kbsync.source.dingtalk;

import io.kbsync.api.source.FileId;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.api.source.Revision;
import io.kbsync.source.dingtalk.ObjectStore.SignedLink;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Links to contents whose download failed, for the next try. One that has expired by then is
 * refused by the store, and renewed. Thread-safe.
 */
final class KeptLinks {

  /** No more fail at once; an older one only costs the call that it would have saved. */
  private static final int MOST = 1_000;

  private final Map<Content, SignedLink> links =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Content, SignedLink> eldest) {
          return size() > MOST;
        }
      };

  /** A link leads to the content that the file had when it was given, or to a newer one. */
  private record Content(FileId file, Revision revision) {

    static Content of(RemoteFile file) {
      return new Content(file.id(), file.revision());
    }
  }

  synchronized void keep(RemoteFile file, SignedLink link) {
    links.put(Content.of(file), link);
  }

  /** Null where none is kept. */
  synchronized @Nullable SignedLink take(RemoteFile file) {
    return links.remove(Content.of(file));
  }
}
