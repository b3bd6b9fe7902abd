package io.kbsync.core.state;

import io.kbsync.api.source.FileId;

/**
 * A newer document of a file that stands beside the older one until it is searchable.
 *
 * @param file whose it is
 * @param next the newer document
 * @param oldRemoved the older document is gone; only the name is missing
 */
public record Replacement(FileId file, StoredFile next, boolean oldRemoved) {}
