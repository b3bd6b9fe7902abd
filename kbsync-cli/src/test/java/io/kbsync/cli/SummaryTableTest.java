package io.kbsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.core.report.SyncReport.Note;
import io.kbsync.core.report.SyncReport.Notes;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SummaryTableTest {

  @Test
  void the_table_says_what_became_of_every_file_and_why() {
    assertThat(SummaryTable.of(SampleReports.eventful(), new Redaction()))
        .containsExactly(
            "Sync of job config, 2 min",
            "  listed                 40",
            "  stored                  5   1.2 MB read",
            "  replaced                2",
            "  relabelled              1",
            "  removed                 3",
            "  unchanged              24   4 of them after a look at the content",
            "  excluded                4",
            "    3 by blackList entry 'old/'",
            "    1 by whiteList",
            "  skipped                 1",
            "    Team/clip.mp4: RAGFlow takes no mp4",
            "  failed                  1",
            "    Team/a.docx: the download broke off",
            "  held back               1",
            "    Team/b.docx: 25 % of the files are gone",
            "  new, held back       9000   if the chosen root is right, run once with"
                + " --allow-additions",
            "  API calls spent         9   storage.dentries 7, wiki.nodes 2; 30 to the sink");
  }

  @Test
  void a_long_list_is_cut_and_counted() {
    List<Note> many = IntStream.range(0, 50).mapToObj(i -> new Note("f" + i, "broken")).toList();
    assertThat(SummaryTable.of(SampleReports.failing(new Notes(70, many)), new Redaction()))
        .contains("    f19: broken", "    and 50 more; --report FILE writes a longer list")
        .doesNotContain("    f20: broken");
  }

  @Test
  void the_end_of_a_job_that_could_not_go_on_is_explained() {
    assertThat(SummaryTable.of(SampleReports.ended(SampleReports.quota()), new Redaction()))
        .contains("Sync of job config, 1 s, not finished", "ERROR the month's calls are used up");
  }

  @Test
  void a_rehearsal_says_that_nothing_was_written() {
    assertThat(SummaryTable.of(SampleReports.rehearsal(), new Redaction()).get(0))
        .contains("Rehearsal")
        .contains("nothing was written");
  }

  @Test
  void neither_secrets_nor_terminal_commands_get_into_the_table() {
    Redaction redaction = new Redaction();
    redaction.hide(List.of("s3cr3t-key"));
    assertThat(
            SummaryTable.of(
                SampleReports.failing(SampleReports.notes("a\u001b[31m\n.txt", "sent s3cr3t-key")),
                redaction))
        .contains("    a\\u001b[31m\\n.txt: sent ****");
  }
}
