package io.kbsync.testkit.ragflow;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a server takes a file for; its name alone decides. */
enum FileKind {
  PDF("pdf", "pdf"),
  DOC(
      "doc",
      "msg eml doc docx ppt pptx yml xml htm html json jsonl ldjson csv txt ini xls xlsx wps rtf hlp"
          + " pages numbers key md mdx py js java c cpp h php go ts sh cs kt sql epub"),
  AURAL("aural", "wav flac ape alac wavpack wv mp3 aac ogg vorbis opus"),
  VISUAL(
      "visual",
      "jpg jpeg png tif gif bmp pcx tga exif fpx svg psd cdr pcd dxf ufo eps ai raw wmf webp avif"
          + " apng icon ico mpg mpeg avi rm rmvb mov wmv asf dat asx wvx mpe mpa mp4 mkv");

  private static final Set<String> AFTER_0_20 = Set.of("mdx", "msg", "epub");
  private static final Set<String> SLIDES = Set.of("ppt", "pptx", "pages");
  private static final Set<String> MAIL = Set.of("eml", "msg");

  private final String word;
  private final String endings;

  FileKind(String word, String endings) {
    this.word = word;
    this.endings = endings;
  }

  /** Empty: the server does not take it. */
  static Optional<FileKind> of(String name, RagflowVersion version) {
    String ending = ending(name);
    if (version == RagflowVersion.V0_20 && AFTER_0_20.contains(ending)) {
      return Optional.empty();
    }
    for (FileKind kind : values()) {
      if (List.of(kind.endings.split(" ")).contains(ending)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  /** Behind the last dot, in lower case; empty when there is none. */
  static String ending(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
  }

  String word() {
    return word;
  }

  /** How files of this kind and name are parsed; the dataset decides where the kind leaves it. */
  String chunkMethod(String name, String ofDataset) {
    if (this == VISUAL) {
      return "picture";
    } else if (this == AURAL) {
      return "audio";
    } else if (SLIDES.contains(ending(name))) {
      return "presentation";
    }
    return MAIL.contains(ending(name)) ? "email" : ofDataset;
  }
}
