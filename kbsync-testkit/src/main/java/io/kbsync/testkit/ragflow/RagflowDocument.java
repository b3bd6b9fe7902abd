package io.kbsync.testkit.ragflow;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A document as it stood at one moment.
 *
 * @param id 32 hexadecimal digits
 * @param name what people see
 * @param location the object's name in the storage: the name of the upload, through every rename
 * @param size in bytes
 * @param sha256 of the content, in hexadecimal digits
 * @param bytes the content; null when it is larger than 1 MiB; not to be changed
 * @param metadata {@code meta_fields}
 * @param run how far its parsing is
 * @param progressMessage the log of its parsing
 * @param chunkCount how many chunks answer queries
 * @param enabled false: switched off by a person
 * @param chunkMethod how it is parsed
 * @param parserConfig the settings of its parsing
 * @param createdAt in milliseconds of the server's clock
 */
@SuppressWarnings("ArrayRecordComponent")
public record RagflowDocument(
    String id,
    String name,
    String location,
    long size,
    String sha256,
    byte @Nullable [] bytes,
    Map<String, Object> metadata,
    RunState run,
    String progressMessage,
    int chunkCount,
    boolean enabled,
    String chunkMethod,
    Map<String, Object> parserConfig,
    long createdAt) {

  /** The content; empty when it is larger than 1 MiB. */
  public Optional<byte[]> content() {
    return Optional.ofNullable(bytes);
  }

  /** Whether those who ask get answers from it. */
  public boolean searchable() {
    return run == RunState.DONE && chunkCount > 0 && enabled;
  }

  @Override
  public String toString() {
    return name + " (" + id + ", " + run + ", " + chunkCount + " chunks)";
  }
}
