package io.kbsync.api.sink;

import java.io.IOException;
import java.io.InputStream;

/** Content that is to become a document. Implemented by the engine; thread-safe. */
public interface Upload {

  DocumentKey key();

  /** The name to store it under: the key, and the ending of the document's {@link #title}. */
  String name();

  /** The cleaned name that the document will get later; for messages and for what depends on it. */
  String title();

  /** In bytes. */
  long length();

  /** The content from its beginning, any number of times. The caller closes it. */
  InputStream open() throws IOException;
}
