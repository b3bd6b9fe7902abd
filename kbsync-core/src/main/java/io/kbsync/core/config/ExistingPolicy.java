package io.kbsync.core.config;

/** What becomes of documents that hold a name before KBSync stores a file under it. */
public enum ExistingPolicy {
  /** The document is taken for the file's own: recorded, and replaced when the file changes. */
  ADOPT,
  /** The document stays untouched; the file is stored beside it under another name. */
  BESIDE
}
