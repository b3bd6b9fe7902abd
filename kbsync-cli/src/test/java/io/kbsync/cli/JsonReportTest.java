package io.kbsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.squareup.moshi.Moshi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonReportTest {

  @TempDir private Path folder;

  @SuppressWarnings("unchecked")
  private static Map<String, Object> parsed(String json) throws IOException {
    return (Map<String, Object>) new Moshi.Builder().build().adapter(Object.class).fromJson(json);
  }

  @Test
  @SuppressWarnings("unchecked")
  void the_file_holds_what_the_table_says() throws IOException {
    Path file = folder.resolve("report.json");
    JsonReport.write(SampleReports.eventful(), new Redaction(), file);
    Map<String, Object> document = parsed(Files.readString(file));
    assertThat(document).containsEntry("exitCode", 3.0);
    Map<String, Object> report = (Map<String, Object>) document.get("report");
    assertThat(report)
        .containsEntry("job", "config")
        .containsEntry("started", "2026-05-01T10:00:00Z")
        .containsEntry("excluded", Map.of("blackList entry 'old/'", 3.0, "whiteList", 1.0));
    assertThat((Map<String, Object>) report.get("counts")).containsEntry("replaced", 2.0);
    assertThat((Map<String, Object>) report.get("failed"))
        .containsEntry(
            "entries", List.of(Map.of("path", "Team/a.docx", "reason", "the download broke off")));
  }

  @Test
  void the_end_of_a_job_that_could_not_go_on_is_in_it() throws IOException {
    String json = JsonReport.json(SampleReports.ended(SampleReports.quota()), new Redaction());
    assertThat(parsed(json)).containsEntry("exitCode", 4.0);
    assertThat(json)
        .contains("\"kind\": \"QUOTA\"")
        .contains("\"until\": \"2026-05-01T10:01:00Z\"");
  }

  @Test
  void an_older_report_is_replaced_and_nothing_else_is_left() throws IOException {
    Path file = Files.writeString(folder.resolve("report.json"), "old");
    JsonReport.write(SampleReports.rehearsal(), new Redaction(), file);
    assertThat(Files.readString(file)).startsWith("{").endsWith("}\n");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void whoever_may_read_the_older_report_may_read_the_next_one() throws IOException {
    Path file = Files.writeString(folder.resolve("report.json"), "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    JsonReport.write(SampleReports.rehearsal(), new Redaction(), file);
    assertThat(permissions(file)).isEqualTo("rw-r-----");
  }

  @Test
  void a_first_report_is_its_owners_alone() throws IOException {
    Path file = folder.resolve("report.json");
    JsonReport.write(SampleReports.rehearsal(), new Redaction(), file);
    assertThat(permissions(file)).isEqualTo("rw-------");
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void secrets_do_not_get_into_it() {
    Redaction redaction = new Redaction();
    redaction.hide(List.of("s3cr3t-key"));
    assertThat(
            JsonReport.json(
                SampleReports.failing(SampleReports.notes("a.txt", "sent s3cr3t-key")), redaction))
        .doesNotContain("s3cr3t-key")
        .contains("sent ****");
  }
}
