package io.kbsync.source.dingtalk;

import io.kbsync.api.source.RemoteFile;
import io.kbsync.api.source.Rendition;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The kinds of documents that are written in DingTalk itself, and the forms they leave it in. */
enum OnlineKind {
  ADOC,
  AXLS,
  ABLE,
  AMIND,
  ADRAW,
  APPT,
  AFORM,
  AWBD;

  static Optional<OnlineKind> of(@Nullable String extension) {
    return Arrays.stream(values())
        .filter(kind -> kind.extension().equalsIgnoreCase(extension))
        .findFirst();
  }

  static Optional<OnlineKind> of(RemoteFile file) {
    return of(file.extension().orElseGet(() -> ending(file.name())));
  }

  /** The ending of such documents' names, without the dot. */
  String extension() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The best first; empty where nothing exports this kind. */
  List<Rendition> renditions() {
    return switch (this) {
      case ADOC -> List.of(OnlineDocuments.DOCX, OnlineDocuments.MARKDOWN);
      case AXLS, ABLE -> List.of(OnlineDocuments.XLSX);
      case AMIND -> List.of(OnlineDocuments.PDF, OnlineDocuments.PICTURE);
      case ADRAW -> List.of(OnlineDocuments.PICTURE);
      case APPT -> List.of(Rendition.of("pptx"), OnlineDocuments.PDF);
      case AFORM, AWBD -> List.of();
    };
  }

  /** Every form in which it can be wanted. */
  List<Rendition> formats() {
    return this == ADOC
        ? List.of(OnlineDocuments.DOCX, OnlineDocuments.PDF, OnlineDocuments.MARKDOWN)
        : renditions();
  }

  /** Whether nothing but the browser exports it. */
  boolean needsBrowser() {
    return this != ADOC && this != AXLS;
  }

  /** What people call many of them. */
  String inWords() {
    return switch (this) {
      case ADOC -> "documents";
      case AXLS -> "sheets";
      case ABLE -> "tables (able)";
      case AMIND -> "mind maps";
      case ADRAW -> "drawings";
      case APPT -> "slides";
      case AFORM -> "forms";
      case AWBD -> "whiteboards";
    };
  }

  /** What stands after the last dot; the whole name where there is none. */
  static String ending(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
