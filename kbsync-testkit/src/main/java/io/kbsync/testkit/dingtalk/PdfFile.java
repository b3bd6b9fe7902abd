package io.kbsync.testkit.dingtalk;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;

import java.util.ArrayList;
import java.util.List;
import okio.ByteString;

/** A small, real PDF file: one page, Chinese too, in a font that readers bring along. */
final class PdfFile {

  private static final String FONT =
      "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H"
          + "/DescendantFonts[<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light"
          + "/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>"
          + "/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 6"
          + "/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880"
          + "/StemV 93>>>>]>>";

  private PdfFile() {}

  /** The same lines give the same bytes. */
  static byte[] of(List<String> lines) {
    StringBuilder text = new StringBuilder("BT /F1 14 Tf 20 TL 72 760 Td\n");
    for (String line : lines) {
      text.append('<').append(ByteString.encodeString(line, UTF_16BE).hex()).append("> Tj T*\n");
    }
    text.append("ET");
    return assembled(
        List.of(
            "<</Type/Catalog/Pages 2 0 R>>",
            "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
                + "/Resources<</Font<</F1 5 0 R>>>>>>",
            "<</Length " + text.length() + ">>stream\n" + text + "\nendstream",
            FONT));
  }

  private static byte[] assembled(List<String> objects) {
    StringBuilder file = new StringBuilder("%PDF-1.4\n");
    List<Integer> offsets = new ArrayList<>();
    for (String object : objects) {
      offsets.add(file.length());
      file.append(offsets.size()).append(" 0 obj\n");
      file.append(object).append("\nendobj\n");
    }
    int table = file.length();
    file.append("xref\n0 ").append(objects.size() + 1).append("\n0000000000 65535 f \n");
    offsets.forEach(offset -> file.append("%010d 00000 n \n".formatted(offset)));
    file.append("trailer\n<</Size ")
        .append(objects.size() + 1)
        .append("/Root 1 0 R>>\nstartxref\n")
        .append(table)
        .append("\n%%EOF\n");
    return file.toString().getBytes(ISO_8859_1);
  }
}
