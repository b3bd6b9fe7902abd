package io.kbsync.source.dingtalk;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.Moshi;
import com.squareup.moshi.Types;
import io.kbsync.api.source.Folder;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.source.dingtalk.DingTalkWire.Node;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What walks showed of the folders of a knowledge base, and from that, where changes are likely: a
 * guess, since DingTalk's folders do not tell what happens in them. Used by one thread.
 */
final class FolderNotes {

  /** A folder is active so long after a change in it: what Friday began goes on on Monday. */
  static final Duration ACTIVE = Duration.ofDays(3);

  private static final JsonAdapter<Map<String, Note>> JSON =
      new Moshi.Builder()
          .build()
          .adapter(Types.newParameterizedType(Map.class, String.class, Note.class));

  private final Map<String, Note> notes;
  private final Set<String> conspicuous = new HashSet<>();

  private FolderNotes(Map<String, Note> notes) {
    this.notes = notes;
  }

  /**
   * A folder. Public, because Moshi writes it.
   *
   * @param entry how it looked in the list that shows it
   * @param changed the latest change of a file in it, in milliseconds
   * @param read false: nobody wanted it entered, or it could not be read
   */
  public record Note(String name, String entry, long changed, boolean read) {}

  static FolderNotes none() {
    return new FolderNotes(new TreeMap<>());
  }

  /** What an earlier walk noted; empty where the mark is not of such a walk. */
  static Optional<FolderNotes> of(String mark) {
    try {
      Map<String, Note> read = Objects.requireNonNull(JSON.fromJson(mark));
      read.values().forEach(note -> Objects.requireNonNull(note.name() + note.entry()));
      return Optional.of(new FolderNotes(new TreeMap<>(read)));
    } catch (IOException | JsonDataException | NullPointerException e) {
      return Optional.empty();
    }
  }

  String mark() {
    return JSON.toJson(notes);
  }

  /** A list shows this folder. */
  void saw(Node folder) {
    String id = Objects.requireNonNull(folder.nodeId());
    String entry = entry(folder);
    Note before = notes.get(id);
    if (before == null || (before.read() && !before.entry().equals(entry))) {
      conspicuous.add(id);
    }
    notes.put(
        id,
        new Note(
            Objects.requireNonNullElse(folder.name(), id),
            entry,
            before == null ? 0 : before.changed(),
            before != null && before.read()));
  }

  /** A page of this folder was read; null: the root, which is always read. */
  void read(@Nullable String folder, List<RemoteFile> files) {
    Note note = folder == null ? null : notes.get(folder);
    if (folder != null && note != null) {
      long changed =
          files.stream()
              .flatMap(file -> file.modifiedAt().stream())
              .mapToLong(Instant::toEpochMilli)
              .reduce(note.changed(), Math::max);
      notes.put(folder, new Note(note.name(), note.entry(), changed, true));
    }
  }

  /** The folders in which something changed lately. */
  List<Folder> active(Instant now) {
    long since = now.minus(ACTIVE).toEpochMilli();
    return notes.entrySet().stream()
        .filter(each -> each.getValue().read() && each.getValue().changed() >= since)
        .map(each -> new Folder(each.getKey(), null, each.getValue().name()))
        .toList();
  }

  /** Whether this folder is new, or looks otherwise than before in the list that shows it. */
  boolean isConspicuous(String folder) {
    return conspicuous.contains(folder);
  }

  private static String entry(Node folder) {
    Object time =
        folder.modifiedTimestamp() != null ? folder.modifiedTimestamp() : folder.modifiedTime();
    return time + " " + folder.hasChildren() + " " + folder.name();
  }
}
