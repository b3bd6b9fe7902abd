package io.kbsync.testkit.dingtalk;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A small, real PowerPoint file: one slide, one paragraph for each line. */
final class Slides {

  private static final String NAMESPACES =
      ("xmlns:a=\"" + OfficePackage.SCHEMAS + "drawingml/2006/main\"")
          + (" xmlns:p=\"" + OfficePackage.SCHEMAS + "presentationml/2006/main\"")
          + (" xmlns:r=\"" + OfficePackage.RELATIONS + "\"");
  private static final String TREE_HEAD =
      "<p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id=\"1\" name=\"\"/><p:cNvGrpSpPr/><p:nvPr/>"
          + "</p:nvGrpSpPr><p:grpSpPr/>";
  private static final String TREE_END = "</p:spTree></p:cSld>";
  private static final String LAYOUT_TYPE = "presentationml.slideLayout+xml";

  private Slides() {}

  static byte[] pptx(List<String> lines, Instant exportedAt) {
    return new OfficePackage("ppt/presentation.xml")
        .part("ppt/presentation.xml", "presentationml.presentation.main+xml", presentation())
        .relations(
            "ppt/_rels/presentation.xml.rels",
            List.of(
                Map.entry("slideMaster", "slideMasters/slideMaster1.xml"),
                Map.entry("slide", "slides/slide1.xml")))
        .part("ppt/slides/slide1.xml", "presentationml.slide+xml", slide(lines))
        .relation(
            "ppt/slides/_rels/slide1.xml.rels", "slideLayout", "../slideLayouts/slideLayout1.xml")
        .part("ppt/slideLayouts/slideLayout1.xml", LAYOUT_TYPE, empty("sldLayout", ""))
        .relation(
            "ppt/slideLayouts/_rels/slideLayout1.xml.rels",
            "slideMaster",
            "../slideMasters/slideMaster1.xml")
        .part("ppt/slideMasters/slideMaster1.xml", "presentationml.slideMaster+xml", master())
        .relations(
            "ppt/slideMasters/_rels/slideMaster1.xml.rels",
            List.of(
                Map.entry("slideLayout", "../slideLayouts/slideLayout1.xml"),
                Map.entry("theme", "../theme/theme1.xml")))
        .part("ppt/theme/theme1.xml", "theme+xml", theme())
        .toBytes(exportedAt);
  }

  private static String presentation() {
    return ("<p:presentation " + NAMESPACES + ">")
        + "<p:sldMasterIdLst><p:sldMasterId id=\"2147483648\" r:id=\"rId1\"/></p:sldMasterIdLst>"
        + "<p:sldIdLst><p:sldId id=\"256\" r:id=\"rId2\"/></p:sldIdLst>"
        + "<p:sldSz cx=\"9144000\" cy=\"6858000\"/><p:notesSz cx=\"6858000\" cy=\"9144000\"/>"
        + "</p:presentation>";
  }

  private static String slide(List<String> lines) {
    String paragraphs =
        lines.stream()
            .map(line -> "<a:p><a:r><a:t>" + Exports.escape(line) + "</a:t></a:r></a:p>")
            .collect(Collectors.joining());
    return ("<p:sld " + NAMESPACES + ">" + TREE_HEAD)
        + "<p:sp><p:nvSpPr><p:cNvPr id=\"2\" name=\"Text\"/><p:cNvSpPr txBox=\"1\"/><p:nvPr/>"
        + "</p:nvSpPr><p:spPr><a:xfrm><a:off x=\"457200\" y=\"457200\"/>"
        + "<a:ext cx=\"8229600\" cy=\"5943600\"/></a:xfrm>"
        + "<a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></p:spPr>"
        + ("<p:txBody><a:bodyPr/>" + (paragraphs.isEmpty() ? "<a:p/>" : paragraphs))
        + ("</p:txBody></p:sp>" + TREE_END + "</p:sld>");
  }

  private static String master() {
    String colours =
        "<p:clrMap bg1=\"lt1\" tx1=\"dk1\" bg2=\"lt2\" tx2=\"dk2\" accent1=\"accent1\""
            + " accent2=\"accent2\" accent3=\"accent3\" accent4=\"accent4\" accent5=\"accent5\""
            + " accent6=\"accent6\" hlink=\"hlink\" folHlink=\"folHlink\"/>";
    return empty(
        "sldMaster",
        colours
            + "<p:sldLayoutIdLst><p:sldLayoutId id=\"2147483649\" r:id=\"rId1\"/>"
            + "</p:sldLayoutIdLst>");
  }

  private static String empty(String element, String after) {
    return ("<p:" + element + " " + NAMESPACES + ">" + TREE_HEAD + TREE_END)
        + (after + "</p:" + element + ">");
  }

  private static String theme() {
    try (InputStream in = Slides.class.getResourceAsStream("theme1.xml")) {
      if (in == null) {
        throw new IllegalStateException("Missing resource theme1.xml");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the resource theme1.xml", e);
    }
  }
}
