package io.kbsync.testkit.dingtalk;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A small, real Office Open XML package. Used by one thread. */
final class OfficePackage {

  static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
  static final String SCHEMAS = "http://schemas.openxmlformats.org/";
  static final String RELATIONS = SCHEMAS + "officeDocument/2006/relationships";

  private static final String PACKAGE = SCHEMAS + "package/2006/";
  private static final String OFFICE_TYPE = "application/vnd.openxmlformats-officedocument.";
  private static final String PACKAGE_TYPE = "application/vnd.openxmlformats-package.";

  private record Part(String name, String text) {}

  private final String mainPart;
  private final List<Part> parts = new ArrayList<>();
  private final StringBuilder types = new StringBuilder();

  /**
   * @param mainPart the part that a program opens first
   */
  OfficePackage(String mainPart) {
    this.mainPart = mainPart;
  }

  /**
   * Adds a part that has a content type of its own, such as {@code spreadsheetml.sheet.main+xml}.
   */
  OfficePackage part(String name, String type, String text) {
    parts.add(new Part(name, HEAD + text));
    types.append(override(name, OFFICE_TYPE + type));
    return this;
  }

  /** Adds the link from one part to another, as rId1. */
  OfficePackage relation(String relationsPart, String type, String target) {
    return relations(relationsPart, List.of(Map.entry(type, target)));
  }

  /** Adds the links from one part to others, type and target each, as rId1, rId2 and so on. */
  OfficePackage relations(String relationsPart, List<Map.Entry<String, String>> targets) {
    StringBuilder links = new StringBuilder();
    for (int i = 0; i < targets.size(); i++) {
      String type = RELATIONS + "/" + targets.get(i).getKey();
      links.append(link("rId" + (i + 1), type, targets.get(i).getValue()));
    }
    parts.add(new Part(relationsPart, relations(links.toString())));
    return this;
  }

  /** The package, with this time wherever a time goes. */
  byte[] toBytes(Instant time) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Part part : allParts(time)) {
        ZipEntry entry = new ZipEntry(part.name());
        entry.setTime(time.toEpochMilli());
        zip.putNextEntry(entry);
        zip.write(part.text().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private List<Part> allParts(Instant time) {
    List<Part> all = new ArrayList<>();
    all.add(new Part("[Content_Types].xml", contentTypes()));
    all.add(
        new Part(
            "_rels/.rels",
            relations(
                link("rId1", RELATIONS + "/officeDocument", mainPart)
                    + link(
                        "rId2",
                        PACKAGE + "relationships/metadata/core-properties",
                        "docProps/core.xml"))));
    all.add(new Part("docProps/core.xml", coreProperties(time)));
    all.addAll(parts);
    return all;
  }

  private String contentTypes() {
    return HEAD
        + ("<Types xmlns=\"" + PACKAGE + "content-types\">")
        + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
        + ("<Default Extension=\"rels\" ContentType=\"" + PACKAGE_TYPE + "relationships+xml\"/>")
        + override("docProps/core.xml", PACKAGE_TYPE + "core-properties+xml")
        + types
        + "</Types>";
  }

  private static String override(String part, String type) {
    return "<Override PartName=\"/" + part + "\" ContentType=\"" + type + "\"/>";
  }

  private static String relations(String links) {
    return HEAD
        + ("<Relationships xmlns=\"" + PACKAGE + "relationships\">" + links + "</Relationships>");
  }

  private static String link(String id, String type, String target) {
    return "<Relationship Id=\"" + id + "\" Type=\"" + type + "\" Target=\"" + target + "\"/>";
  }

  private static String coreProperties(Instant time) {
    return HEAD
        + ("<cp:coreProperties xmlns:cp=\"" + PACKAGE + "metadata/core-properties\"")
        + " xmlns:dcterms=\"http://purl.org/dc/terms/\""
        + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">"
        + "<dcterms:modified xsi:type=\"dcterms:W3CDTF\">"
        + time.truncatedTo(ChronoUnit.SECONDS)
        + "</dcterms:modified></cp:coreProperties>";
  }
}
