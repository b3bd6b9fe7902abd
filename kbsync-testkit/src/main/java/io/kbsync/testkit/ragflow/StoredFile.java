package io.kbsync.testkit.ragflow;

import java.util.Map;
import okio.ByteString;

/** A document and its row. Guarded by the lock of its {@link World}. */
final class StoredFile {

  final String id;
  final String location;
  final FileKind kind;
  final Content content;
  final long createdAt;
  String name;
  long updatedAt;
  Map<String, Object> metadata = Map.of();
  Map<String, Object> parserConfig;
  String chunkMethod;
  boolean enabled = true;
  RunState run = RunState.UNSTART;
  String progressMessage = "";
  int chunkCount;
  int polls;

  StoredFile(
      String id, String name, String location, FileKind kind, Content content, long createdAt) {
    this.id = id;
    this.name = name;
    this.location = location;
    this.kind = kind;
    this.content = content;
    this.createdAt = createdAt;
    this.updatedAt = createdAt;
    this.chunkMethod = "naive";
    this.parserConfig = Map.of();
  }

  double progress() {
    return switch (run) {
      case UNSTART, CANCEL -> 0;
      case RUNNING -> Math.min(0.9, 0.01 * (polls + 1));
      case DONE -> 1;
      case FAIL -> -1;
    };
  }

  /** Back to where nobody has parsed it. */
  void reset() {
    run = RunState.UNSTART;
    chunkCount = 0;
    progressMessage = "";
  }

  void startParsing() {
    run = RunState.RUNNING;
    chunkCount = 0;
    polls = 0;
    progressMessage = "0 tasks are ahead in the queue...";
  }

  void finish(int chunks) {
    run = RunState.DONE;
    chunkCount = chunks;
    progressMessage = "Task done (0.01s)";
  }

  void fail(String message) {
    run = RunState.FAIL;
    chunkCount = 0;
    progressMessage = "[ERROR]" + message;
  }

  RagflowDocument snapshot() {
    ByteString bytes = content.bytes();
    return new RagflowDocument(
        id,
        name,
        location,
        content.size(),
        content.sha256(),
        bytes == null ? null : bytes.toByteArray(),
        metadata,
        run,
        progressMessage,
        chunkCount,
        enabled,
        chunkMethod,
        parserConfig,
        createdAt);
  }
}
