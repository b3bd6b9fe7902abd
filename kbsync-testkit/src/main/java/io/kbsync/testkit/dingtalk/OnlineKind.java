package io.kbsync.testkit.dingtalk;

/** The kinds of documents that people write in DingTalk itself. */
public enum OnlineKind {
  /** Text. */
  ADOC("adoc"),
  /** Spreadsheet. */
  AXLS("axls"),
  /** Multi-dimensional table. */
  ABLE("able"),
  /** Mind map. */
  AMIND("amind"),
  /** Drawing. */
  ADRAW("adraw"),
  /** Slides. */
  APPT("appt"),
  /** Form. */
  AFORM("aform"),
  /** Whiteboard. */
  AWBD("awbd");

  private final String extension;

  OnlineKind(String extension) {
    this.extension = extension;
  }

  /** Without a dot. */
  public String extension() {
    return extension;
  }
}
