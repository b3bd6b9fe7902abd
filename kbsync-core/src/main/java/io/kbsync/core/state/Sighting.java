package io.kbsync.core.state;

import io.kbsync.api.source.FileId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A wanted file that a listing shows. */
public record Sighting(
    FileId id, String name, String path, @Nullable String webUrl, @Nullable Instant modifiedAt) {}
