package io.kbsync.source.dingtalk;

import io.kbsync.api.source.Rendition;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a file's first bytes say about its form. Pure. */
final class FirstBytes {

  /** As many are enough. */
  static final int LOOKED_AT = 512;

  private static final Set<String> OFFICE = Set.of("docx", "xlsx", "pptx");
  private static final Set<String> PICTURES = Set.of("jpg", "png");

  private FirstBytes() {}

  /** Whether it is an Office file, a package of parts. */
  static boolean isOffice(Rendition rendition) {
    return OFFICE.contains(rendition.id());
  }

  /**
   * The form that really came; empty when it is none that was wanted, such as the page of a login.
   */
  static Optional<Rendition> of(byte[] begin, Rendition wanted) {
    String form = wanted.id();
    if (form.equals(Rendition.ORIGINAL.id())) {
      return Optional.of(wanted);
    } else if (PICTURES.contains(form)) {
      return picture(begin).map(Rendition::of);
    }
    boolean fits =
        isOffice(wanted)
            ? starts(begin, 'P', 'K')
            : form.equals("pdf") ? starts(begin, '%', 'P', 'D', 'F') : isText(begin);
    return fits ? Optional.of(wanted) : Optional.empty();
  }

  private static Optional<String> picture(byte[] begin) {
    if (starts(begin, 0xFF, 0xD8)) {
      return Optional.of("jpg");
    }
    return starts(begin, 0x89, 'P', 'N', 'G') ? Optional.of("png") : Optional.empty();
  }

  private static boolean isText(byte[] begin) {
    String text = new String(begin, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
    return begin.length > 0
        && text.indexOf('\0') < 0
        && !text.contains("<html")
        && !text.contains("<!doctype");
  }

  private static boolean starts(byte[] begin, int... bytes) {
    if (begin.length < bytes.length) {
      return false;
    }
    for (int i = 0; i < bytes.length; i++) {
      if ((begin[i] & 0xFF) != bytes[i]) {
        return false;
      }
    }
    return true;
  }
}
