package io.kbsync.core.listing;

import io.kbsync.api.source.RemoteFile;
import io.kbsync.api.source.SourcePath;

/** A file and where it lies. */
public record ListedFile(RemoteFile file, SourcePath path) {}
