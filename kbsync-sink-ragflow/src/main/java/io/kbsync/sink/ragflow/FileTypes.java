package io.kbsync.sink.ragflow;

import java.util.Locale;
import java.util.Set;

/** The endings by which RAGFlow decides what it takes; it looks at nothing but the name. */
final class FileTypes {

  /** The ending of a name without one. */
  static final String NONE = "none";

  /** Of v0.27, the largest set; what an older server lacks it says at the upload. */
  private static final Set<String> TAKEN =
      Set.of(
          ("pdf msg eml doc docx ppt pptx yml xml htm html json jsonl ldjson csv txt ini xls xlsx"
                  + " wps rtf hlp pages numbers key md mdx py js java c cpp h php go ts sh cs kt"
                  + " sql epub"
                  + " wav flac ape alac wavpack wv mp3 aac ogg vorbis opus"
                  + " jpg jpeg png tif gif bmp pcx tga exif fpx svg psd cdr pcd dxf ufo eps ai raw"
                  + " wmf webp avif apng icon ico"
                  + " mpg mpeg avi rm rmvb mov wmv asf dat asx wvx mpe mpa mp4 mkv")
              .split(" "));

  private FileTypes() {}

  static boolean takes(String ending) {
    return TAKEN.contains(ending);
  }

  /**
   * What follows the last dot, in lower case; {@link #NONE} where that is no ending: {@code
   * README}, {@code .gitignore}, {@code Report v1.2}.
   */
  static String endingOf(String name) {
    int dot = name.lastIndexOf('.');
    String ending = name.substring(dot + 1).toLowerCase(Locale.ROOT);
    boolean real = dot > 0 && ending.matches("[a-z0-9]{1,12}") && ending.matches(".*[a-z].*");
    return real ? ending : NONE;
  }

  /** The ending of what stands before the last ending. */
  static String innerEndingOf(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? NONE : endingOf(name.substring(0, dot));
  }
}
