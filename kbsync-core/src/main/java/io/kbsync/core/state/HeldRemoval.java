package io.kbsync.core.state;

import io.kbsync.api.source.FileId;

/** A removal that waits, as it was shown to a person. */
public record HeldRemoval(FileId file, String path, String document, String reason) {}
