package io.kbsync.core.transfer;

import io.kbsync.api.sink.DocumentKey;
import io.kbsync.api.sink.Upload;
import java.io.IOException;
import java.io.InputStream;

/** Spooled content under the name of its key. */
record SpooledUpload(DocumentKey key, String title, Spooled content) implements Upload {

  @Override
  public String name() {
    int dot = title.lastIndexOf('.');
    return key + (dot < 0 ? "" : title.substring(dot));
  }

  @Override
  public long length() {
    return content.length();
  }

  @Override
  public InputStream open() throws IOException {
    return content.open();
  }
}
