package io.kbsync.sink.ragflow;

import io.kbsync.api.sink.Upload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * Whether what goes up under an appended ending is text at all. {@code server.log.txt} may have
 * been {@code server.log}, or was always called so, as {@code NOTES.txt} may have been {@code
 * NOTES}; and RAGFlow finds out the encoding by itself. So only what hardly a text holds counts
 * against it.
 */
final class TextCheck {

  private static final int BUFFER = 64 * 1024;

  private final TypeMap typeMap;

  TextCheck(TypeMap typeMap) {
    this.typeMap = typeMap;
  }

  /** Whether the content may go up under this title. */
  boolean allows(Upload upload) throws IOException {
    String title = upload.title();
    String ending = FileTypes.endingOf(title);
    boolean appended =
        isAppended(FileTypes.innerEndingOf(title), ending) || isAppended(FileTypes.NONE, ending);
    return !appended || !looksBinary(upload);
  }

  private boolean isAppended(String before, String ending) {
    return typeMap.appendedTo(before).filter(ending::equals).isPresent();
  }

  /** Judged by the beginning, which in a binary format is its header; a stray character passes. */
  private static boolean looksBinary(Upload upload) throws IOException {
    try (InputStream in = upload.open()) {
      ByteBuffer begin = ByteBuffer.wrap(in.readNBytes(BUFFER));
      return !beginsAsUtf16(begin) && tooMany(controls(begin), begin.limit());
    }
  }

  private static boolean beginsAsUtf16(ByteBuffer bytes) {
    if (bytes.remaining() < 2) {
      return false;
    }
    int mark = bytes.getShort(0) & 0xffff;
    return mark == 0xfeff || mark == 0xfffe;
  }

  private static boolean tooMany(long controls, long length) {
    return controls > length / 50;
  }

  private static int controls(ByteBuffer bytes) {
    int controls = 0;
    for (int i = bytes.position(); i < bytes.limit(); i++) {
      byte b = bytes.get(i);
      if (b >= 0 && b < ' ' && "\t\n\r\f\b\u001b".indexOf(b) < 0) {
        controls++;
      }
    }
    return controls;
  }
}
