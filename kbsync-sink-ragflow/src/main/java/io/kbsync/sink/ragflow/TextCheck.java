package io.kbsync.sink.ragflow;

import io.kbsync.api.sink.Upload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Whether what goes up under an appended ending is text at all. {@code server.log.txt} must be
 * UTF-8. {@code NOTES.txt} may have been {@code NOTES}, or a text of any encoding that was always
 * called so: there only what hardly a text holds counts against it.
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
    String inner = FileTypes.innerEndingOf(title);
    if (!inner.equals(FileTypes.NONE) && isAppended(inner, ending)) {
      return isUtf8(upload);
    }
    return !isAppended(FileTypes.NONE, ending) || !looksBinary(upload);
  }

  private boolean isAppended(String before, String ending) {
    return typeMap.appendedTo(before).filter(ending::equals).isPresent();
  }

  private static boolean isUtf8(Upload upload) throws IOException {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer bytes = ByteBuffer.allocate(BUFFER);
    CharBuffer chars = CharBuffer.allocate(BUFFER);
    try (InputStream in = upload.open()) {
      long controls = 0;
      boolean end = false;
      while (!end) {
        int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
        end = read < 0;
        bytes.position(bytes.position() + Math.max(read, 0)).flip();
        controls += controls(bytes);
        if (decoder.decode(bytes, chars.clear(), end).isError()) {
          return false;
        }
        bytes.compact();
      }
      return !tooMany(controls, upload.length()) && !decoder.flush(chars.clear()).isError();
    }
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
