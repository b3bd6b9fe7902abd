package io.kbsync.source.dingtalk.export;

import java.util.List;
import java.util.Map;

/** Which ways the web side has to which kind of file, the best first. */
public final class WebWays {

  /** The way to an uploaded file. */
  public static final WebWay DOWNLOAD = new WebDownload();

  private static final Map<String, List<WebWay>> WAYS =
      Map.of(
          "adoc:docx", List.of(OfficeJob.docx(), new MenuExport("adoc:docx")),
          "adoc:pdf", List.of(PictureJob.pdf(), new MenuExport("adoc:pdf")),
          "adoc:md", List.of(new MenuExport("adoc:md")),
          // Only the page itself knows how to put a large sheet together: it comes first.
          "axls:xlsx", List.of(new MenuExport("axls:xlsx"), OfficeJob.xlsx()),
          "able:xlsx", List.of(new MenuExport("able:xlsx")),
          "amind:pdf", List.of(new MenuExport("amind:pdf")),
          "amind:jpg", List.of(PictureJob.mindMap(), new MenuExport("amind:jpg")),
          "adraw:jpg", List.of(PictureJob.drawing(), new MenuExport("adraw:jpg")),
          "appt:pptx", List.of(new MenuExport("appt:pptx")),
          "appt:pdf", List.of(new MenuExport("appt:pdf")));

  private WebWays() {}

  /**
   * The ways to a document.
   *
   * @param kind its extension: {@code adoc}
   * @param format the wanted ending: {@code docx}
   */
  public static List<WebWay> to(String kind, String format) {
    return WAYS.getOrDefault(kind + ":" + format, List.of());
  }
}
