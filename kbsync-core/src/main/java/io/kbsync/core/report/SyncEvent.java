package io.kbsync.core.report;

import io.kbsync.api.source.Root;

/** Something that happened in a run, as it happens. Paths are as the source shows them. */
public sealed interface SyncEvent {

  /** A root is about to be listed. */
  record ListingStarted(Root root) implements SyncEvent {}

  /** A page of a listing was read; {@code listed} counts the files of the run so far. */
  record PageListed(Root root, long listed) implements SyncEvent {}

  /** Every root is listed: the number of files that move will not grow any more. */
  record ListingEnded(long listed) implements SyncEvent {}

  /** One more file has to move. */
  record Planned(String path, String reason) implements SyncEvent {}

  /** Content is on its way from the source; {@code bytes} more of it have come. */
  record Received(long bytes) implements SyncEvent {}

  /** A file stands in the sink for the first time. */
  record Stored(String path, long bytes) implements SyncEvent {}

  /** A newer content of a file stands in the sink; the older one goes when it is searchable. */
  record Replaced(String path, long bytes) implements SyncEvent {}

  /** A document got another name or other metadata. */
  record Relabelled(String path, String name) implements SyncEvent {}

  /** A file was fetched and is what it was. */
  record Unchanged(String path) implements SyncEvent {}

  /** A document was removed. */
  record Removed(String path) implements SyncEvent {}

  /** A document that stood in the sink was taken for a file's own. */
  record Adopted(String path) implements SyncEvent {}

  /** A filter does not want a file; {@code by} is the entry, or the reason. */
  record Excluded(String path, String by) implements SyncEvent {}

  /** Only the text of a file could be had. */
  record TextOnly(String path, String reason) implements SyncEvent {}

  /** A file does not go through, and nothing is wrong with that. */
  record Skipped(String path, String reason) implements SyncEvent {}

  /** A file did not go through. */
  record Failed(String path, String reason) implements SyncEvent {}

  /** A file needs somebody's login. */
  record LoginNeeded(String path, String reason) implements SyncEvent {}

  /** A removal waits. */
  record HeldBack(String path, String reason) implements SyncEvent {}

  /** So many new files wait for a person; {@code reason} says why, and what lets them through. */
  record AdditionsHeldBack(long files, String reason) implements SyncEvent {}

  /** The sink finished indexing a document. */
  record Indexed(String path, boolean searchable) implements SyncEvent {}

  /** Something a person should know, that concerns no single file. */
  record Warning(String text) implements SyncEvent {}

  /** The run waits: paused by a person, or by a server that asked for it. */
  record Waiting(String reason) implements SyncEvent {}
}
