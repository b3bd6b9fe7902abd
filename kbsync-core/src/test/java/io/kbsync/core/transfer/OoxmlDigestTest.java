package io.kbsync.core.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.api.source.RemoteContent;
import io.kbsync.api.source.Rendition;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OoxmlDigestTest {

  private static final String BYTES = "digest of the bytes";
  private static final String TEXT =
      "<w:p w:rsidR=\"00A1\" w14:paraId=\"1\"><w:t>alpha</w:t></w:p>";

  @TempDir Path folder;
  private final Map<String, String> parts = new LinkedHashMap<>();

  OoxmlDigestTest() {
    parts.put("word/document.xml", TEXT);
    parts.put("word/media/a.png", "picture w:rsidR=\"1\"");
    parts.put("docProps/core.xml", "<modified>2026-07-14</modified>");
  }

  @Test
  void times_do_not_matter() throws Exception {
    String before = digest();
    parts.put("docProps/core.xml", "<modified>2026-07-15</modified>");

    assertThat(digest(zip(UTF_8, Instant.parse("2027-01-01T00:00:00Z")))).isEqualTo(before);
    assertThat(before).startsWith("ooxml:");
  }

  @Test
  void revision_ids_do_not_matter() throws Exception {
    String before = digest();
    parts.put("word/document.xml", TEXT.replace("00A1", "00B2").replace("\"1\"", "\"2\""));

    assertThat(digest()).isEqualTo(before);
  }

  @Test
  void the_order_of_parts_does_not_matter() throws Exception {
    String before = digest();
    String document = parts.remove("word/document.xml");
    parts.put("word/document.xml", document);

    assertThat(digest()).isEqualTo(before);
  }

  @Test
  void a_changed_word_matters() throws Exception {
    String before = digest();
    parts.put("word/document.xml", TEXT.replace("alpha", "beta"));

    assertThat(digest()).isNotEqualTo(before);
  }

  @Test
  void a_changed_picture_matters_even_where_it_looks_like_a_revision_id() throws Exception {
    String before = digest();
    parts.put("word/media/a.png", "picture w:rsidR=\"2\"");

    assertThat(digest()).isNotEqualTo(before);
  }

  @Test
  void a_part_more_or_under_another_name_matters() throws Exception {
    String before = digest();
    parts.put("word/header1.xml", "");
    String more = digest();
    parts.remove("word/header1.xml");
    parts.put("word/header2.xml", "");

    assertThat(more).isNotEqualTo(before);
    assertThat(digest()).isNotEqualTo(before).isNotEqualTo(more);
  }

  @Test
  void what_is_no_package_is_compared_by_its_bytes() {
    assertThat(digest("plain text".getBytes(UTF_8))).isEqualTo(BYTES);
    assertThat(digest(new byte[0])).isEqualTo(BYTES);
  }

  @Test
  void a_package_that_is_cut_off_is_compared_by_its_bytes() throws Exception {
    byte[] whole = zip(UTF_8, Instant.EPOCH);

    assertThat(digest(Arrays.copyOf(whole, 60))).isEqualTo(BYTES);
  }

  @Test
  void an_archive_with_names_in_another_encoding_is_compared_by_its_bytes() throws Exception {
    parts.put("合同.xml", "<a/>");

    assertThat(digest(zip(Charset.forName("GBK"), Instant.EPOCH))).isEqualTo(BYTES);
  }

  @Test
  void the_spool_compares_packages_as_packages_where_it_is_told_to() throws Exception {
    byte[] first = zip(UTF_8, Instant.parse("2026-01-01T00:00:00Z"));
    byte[] second = zip(UTF_8, Instant.parse("2027-01-01T00:00:00Z"));

    assertThat(spooled(first, RemoteContent.Comparison.OOXML))
        .isEqualTo(spooled(second, RemoteContent.Comparison.OOXML));
    assertThat(spooled(first, RemoteContent.Comparison.BYTES))
        .isNotEqualTo(spooled(second, RemoteContent.Comparison.BYTES));
  }

  private String spooled(byte[] bytes, RemoteContent.Comparison comparison) throws Exception {
    RemoteContent content =
        new RemoteContent(new ByteArrayInputStream(bytes), -1, Rendition.ORIGINAL, comparison);
    try (Spooled spooled =
        new Spool(folder, Long.MAX_VALUE, Clock.systemUTC()).receive(content, n -> {})) {
      return spooled.digest();
    }
  }

  private String digest() throws IOException {
    return digest(zip(UTF_8, Instant.parse("2026-01-01T00:00:00Z")));
  }

  private static String digest(byte[] bytes) {
    return OoxmlDigest.of(new Spooled(bytes, null, bytes.length, BYTES));
  }

  private byte[] zip(Charset names, Instant time) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes, names)) {
      for (Map.Entry<String, String> part : Collections.unmodifiableMap(parts).entrySet()) {
        ZipEntry entry = new ZipEntry(part.getKey());
        entry.setTime(time.toEpochMilli());
        zip.putNextEntry(entry);
        zip.write(part.getValue().getBytes(UTF_8));
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }
}
