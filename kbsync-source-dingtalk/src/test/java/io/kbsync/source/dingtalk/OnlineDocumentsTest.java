package io.kbsync.source.dingtalk;

import static io.kbsync.source.dingtalk.KnowledgeBaseTest.assertOutcome;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kbsync.api.LaneClosedException;
import io.kbsync.api.PermanentException.Outcome;
import io.kbsync.api.RetriableException;
import io.kbsync.api.source.RemoteContent.Comparison;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.api.source.Revision;
import io.kbsync.source.dingtalk.Simulated.Fetched;
import io.kbsync.testkit.dingtalk.Block;
import io.kbsync.testkit.dingtalk.KnowledgeBase;
import io.kbsync.testkit.dingtalk.OnlineKind;
import io.kbsync.testkit.dingtalk.Permission;
import io.kbsync.testkit.dingtalk.Quirk;
import io.kbsync.testkit.dingtalk.Quirks;
import io.kbsync.testkit.dingtalk.Role;
import io.kbsync.testkit.http.Fault;
import io.kbsync.testkit.http.SimResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OnlineDocumentsTest {

  private final Simulated simulated = new Simulated();
  private final KnowledgeBase base = simulated.dingTalk.world().addKnowledgeBase("Handbook");
  private RemoteFile document;
  private RemoteFile sheet;

  @BeforeEach
  void list() throws Exception {
    base.root().addDocument("Guide", Block.heading(2, "Scope"), Block.paragraph("Everything."));
    base.root().addSheet("Prices", List.of(List.of("a", "1")));
    document = simulated.list(base).file("Guide.adoc");
    sheet = simulated.list(base).file("Prices.axls");
  }

  @AfterEach
  void close() throws Exception {
    simulated.close();
  }

  @Test
  void where_the_organisation_has_the_export_documents_come_as_office_files() throws Exception {
    Fetched docx = simulated.fetch(document);
    assertThat(docx.rendition()).isEqualTo(OnlineDocuments.DOCX);
    assertThat(docx.comparison()).isEqualTo(Comparison.OOXML);
    assertThat(docx.bytes()).startsWith('P', 'K').hasSize((int) docx.length());
    assertThat(docx.rendition().nameOf(document)).isEqualTo("Guide.docx");
    Fetched xlsx = simulated.fetch(sheet);
    assertThat(xlsx.rendition()).isEqualTo(OnlineDocuments.XLSX);
    assertThat(xlsx.bytes()).startsWith('P', 'K');
  }

  @Test
  void documents_of_drive_come_the_same_way() throws Exception {
    var space = simulated.dingTalk.world().addSpace("Files");
    space.root().addDocument("Plan", Block.paragraph("x"));
    assertThat(simulated.fetch(simulated.list(space).file("Plan.adoc")).rendition())
        .isEqualTo(OnlineDocuments.DOCX);
  }

  @Test
  void the_job_is_looked_at_more_and_more_rarely() throws Exception {
    simulated.dingTalk.quirks().exportPolls(12);
    simulated.fetch(document);
    assertThat(simulated.exportPauses)
        .extracting(Duration::toSeconds)
        .containsExactly(2L, 2L, 2L, 2L, 2L, 5L, 5L, 5L, 5L, 5L, 10L, 10L, 10L);
  }

  @Test
  void a_job_that_does_not_end_is_given_up_after_five_minutes_until_a_later_run() {
    simulated.dingTalk.quirks().exportPolls(1000);
    assertOutcome(() -> simulated.fetch(document), Outcome.FAILED)
        .hasMessageContaining("'Guide.adoc' within five minutes; a later run");
    assertThat(simulated.exportPauses).hasSize(30);
  }

  @ParameterizedTest
  @ValueSource(strings = {"export.query", "download"})
  void a_job_is_taken_up_again_after_a_fault_that_passes(String endpoint) throws Exception {
    for (Fault fault : List.of(Fault.status(503), Fault.truncated(), Fault.resetInBody())) {
      simulated.dingTalk.requests().reset();
      simulated.dingTalk.faults().on(endpoint).next(1).inject(fault);
      assertThatThrownBy(() -> simulated.fetch(document))
          .isInstanceOfAny(RetriableException.class, IOException.class);

      assertThat(simulated.fetch(document).rendition()).isEqualTo(OnlineDocuments.DOCX);
      assertThat(simulated.dingTalk.requests().count("export.submit")).isEqualTo(1);
      int looks = endpoint.equals("download") ? 2 : 3; // the first of each job is too early
      assertThat(simulated.dingTalk.requests().count("export.query")).isLessThanOrEqualTo(looks);
    }
  }

  @Test
  void a_job_is_not_taken_up_for_another_revision_and_not_long_after() throws Exception {
    simulated.dingTalk.faults().on("download").next(2).inject(Fault.status(503));
    assertThatThrownBy(() -> simulated.fetch(document)).isInstanceOf(RetriableException.class);
    RemoteFile edited =
        RemoteFile.builder(document.id(), document.name())
            .revision(Revision.of("modifiedTimestamp", "1"))
            .renditions(document.renditions())
            .lane(document.lane())
            .extension(document.extension().orElseThrow())
            .attribute(FileMapping.UUID, document.attributes().get(FileMapping.UUID))
            .build();
    assertThatThrownBy(() -> simulated.fetch(edited)).isInstanceOf(RetriableException.class);
    assertThat(simulated.dingTalk.requests().count("export.submit")).isEqualTo(2);

    simulated.clock.advance(Duration.ofMinutes(11));
    simulated.fetch(document);
    assertThat(simulated.dingTalk.requests().count("export.submit")).isEqualTo(3);
  }

  @Test
  void an_application_that_may_submit_and_not_ask_takes_the_next_way() throws Exception {
    simulated
        .dingTalk
        .trouble()
        .fail("export.query", 5, 403, "Forbidden.AccessDenied.AccessTokenPermissionDenied", "no");
    assertThat(simulated.fetch(document).rendition()).isEqualTo(OnlineDocuments.MARKDOWN);
    assertThat(simulated.fetch(document).rendition()).isEqualTo(OnlineDocuments.MARKDOWN);
    assertThat(simulated.dingTalk.requests().count("export.submit")).isEqualTo(1);
    assertThat(simulated.dingTalk.requests().count("export.query")).isEqualTo(1);
  }

  @Test
  void a_link_that_comes_at_once_needs_no_wait() throws Exception {
    simulated.dingTalk.quirks().set(Quirk.EXPORT_AT_ONCE, true);
    simulated.fetch(document);
    assertThat(simulated.exportPauses).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"success", "Success", "SUCCESS"})
  void the_state_is_read_in_any_case(String state) throws Exception {
    simulated
        .dingTalk
        .faults()
        .on("export.query")
        .inject(Fault.answer(SimResponse.json(200, Map.of("status", state))));
    assertThat(simulated.fetch(document).rendition()).isEqualTo(OnlineDocuments.MARKDOWN);
    assertThat(simulated.exportPauses).hasSize(1); // success without a link ends the waiting
  }

  @ParameterizedTest
  @EnumSource(
      value = Quirks.Export.class,
      names = {"NOT_FOUND", "FORBIDDEN"})
  void without_the_export_text_documents_come_as_text_and_one_call_finds_out(Quirks.Export answer)
      throws Exception {
    simulated.dingTalk.quirks().export(answer);
    Fetched text = simulated.fetch(document);
    assertThat(text.rendition()).isEqualTo(OnlineDocuments.MARKDOWN);
    assertThat(text.comparison()).isEqualTo(Comparison.BYTES);
    assertThat(text.text()).contains("Text only").contains("# Guide\n\n## Scope\n\nEverything.\n");
    assertThat(text.rendition().nameOf(document)).isEqualTo("Guide.md");
    simulated.fetch(document);
    assertOutcome(() -> simulated.fetch(sheet), Outcome.NEEDS_LOGIN)
        .hasMessageStartingWith("needs a browser login: ");
    assertThat(simulated.dingTalk.requests().count("export.submit")).isEqualTo(1);
  }

  @Test
  void an_export_that_fails_leaves_the_text() throws Exception {
    simulated.dingTalk.quirks().set(Quirk.EXPORT_FAILS, true);
    assertThat(simulated.fetch(document).rendition()).isEqualTo(OnlineDocuments.MARKDOWN);
    assertOutcome(() -> simulated.fetch(sheet), Outcome.NEEDS_LOGIN).hasMessageContaining("xlsx");
  }

  @Test
  void sheets_that_do_not_export_need_a_browser_and_documents_go_on() throws Exception {
    simulated.dingTalk.quirks().set(Quirk.EXPORT_SHEETS, false);
    assertOutcome(() -> simulated.fetch(sheet), Outcome.NEEDS_LOGIN)
        .hasMessageContaining("paramError");
    assertThat(simulated.fetch(document).rendition()).isEqualTo(OnlineDocuments.DOCX);
  }

  @Test
  void the_text_can_be_asked_for_itself() throws Exception {
    Fetched text = simulated.fetch(document, OnlineDocuments.MARKDOWN);
    assertThat(text.rendition()).isEqualTo(OnlineDocuments.MARKDOWN);
    assertThat(simulated.dingTalk.requests().count("export.submit")).isZero();
  }

  @Test
  void where_nothing_is_open_the_reasons_are_all_told() {
    simulated.dingTalk.quirks().export(Quirks.Export.NOT_FOUND);
    simulated.dingTalk.quirks().revoke(Permission.STORAGE_FILE);
    assertOutcome(() -> simulated.fetch(document), Outcome.NEEDS_LOGIN)
        .hasMessageContaining("export")
        .hasMessageContaining("text");
  }

  @Test
  void a_document_that_may_be_read_but_not_exported_is_skipped() {
    base.setRole(Role.READER);
    assertOutcome(() -> simulated.fetch(document), Outcome.SKIPPED)
        .hasMessageStartingWith("no download permission");
    assertThat(simulated.dingTalk.requests().count("blocks")).isZero();
  }

  @Test
  void a_page_in_place_of_the_office_file_does_not_count() {
    simulated
        .dingTalk
        .faults()
        .on("download")
        .inject(Fault.answer(SimResponse.text(200, "log in first")));
    assertOutcome(() -> simulated.fetch(document), Outcome.FAILED).hasMessageContaining("Guide");
  }

  @Test
  void an_export_whose_link_is_refused_is_left_for_a_later_run() {
    simulated
        .dingTalk
        .faults()
        .on("download")
        .inject(Fault.before(simulated.dingTalk::expireLinks));
    assertOutcome(() -> simulated.fetch(document), Outcome.FAILED)
        .hasMessageContaining("'Guide.adoc'")
        .hasMessageContaining("later run");
    assertThat(simulated.dingTalk.requests().count("export.submit")).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = OnlineKind.class,
      names = {"ABLE", "AMIND", "ADRAW", "APPT"})
  void kinds_that_only_a_browser_exports_wait_for_a_login(OnlineKind kind) throws Exception {
    base.root().addOnline(kind, "Other");
    RemoteFile other = simulated.list(base).file("Other." + kind.extension());
    assertThat(other.skipReason()).isEmpty();
    assertThat(other.renditions()).isNotEmpty();
    assertThat(other.lane()).isEqualTo("browser");
    assertThatThrownBy(() -> simulated.fetch(other))
        .isInstanceOfSatisfying(
            LaneClosedException.class, closed -> assertThat(closed.lane()).isEqualTo("browser"))
        .hasMessageContaining("nobody is here to log on");
  }

  @ParameterizedTest
  @EnumSource(
      value = OnlineKind.class,
      names = {"ABLE", "AMIND", "ADRAW", "APPT"})
  void without_any_login_such_kinds_are_skipped(OnlineKind kind) throws Exception {
    simulated.values.put("dingDingLogin", "none");
    simulated.restart();
    base.root().addOnline(kind, "Other");
    RemoteFile other = simulated.list(base).file("Other." + kind.extension());
    assertOutcome(() -> simulated.fetch(other), Outcome.SKIPPED)
        .hasMessageStartingWith("no Open API export for " + kind.extension());
  }
}
