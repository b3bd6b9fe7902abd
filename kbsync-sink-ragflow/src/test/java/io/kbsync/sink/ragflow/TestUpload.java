package io.kbsync.sink.ragflow;

import io.kbsync.api.sink.DocumentKey;
import io.kbsync.api.sink.Upload;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Content in memory. */
@SuppressWarnings("ArrayRecordComponent")
record TestUpload(DocumentKey key, String title, byte[] content) implements Upload {

  static final DocumentKey KEY = key(1);

  static DocumentKey key(int file) {
    return new DocumentKey("%020x".formatted(file), "0123456789", "abcdef0123");
  }

  static TestUpload of(int file, String title, String text) {
    return new TestUpload(key(file), title, text.getBytes(StandardCharsets.UTF_8));
  }

  static TestUpload text(String title) {
    return of(1, title, "Some text.");
  }

  @Override
  public String name() {
    int dot = title.lastIndexOf('.');
    return key + (dot < 0 ? "" : title.substring(dot));
  }

  @Override
  public long length() {
    return content.length;
  }

  @Override
  public InputStream open() {
    return new ByteArrayInputStream(content);
  }
}
