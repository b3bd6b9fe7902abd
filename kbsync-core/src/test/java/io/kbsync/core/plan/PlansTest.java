package io.kbsync.core.plan;

import static io.kbsync.core.plan.Files.FIRST;
import static io.kbsync.core.plan.Files.PATH;
import static io.kbsync.core.plan.Files.SECOND;
import static io.kbsync.core.plan.Files.file;
import static io.kbsync.core.plan.Files.recorded;
import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.api.plan.Change;
import io.kbsync.api.plan.Departure;
import io.kbsync.api.plan.Recorded;
import io.kbsync.api.plan.SyncPlan;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.api.source.Rendition;
import io.kbsync.api.source.Revision;
import io.kbsync.api.source.SourcePath;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlansTest {

  private final SyncPlan mirror = new Mirror();
  private final SyncPlan update = new Update();
  private final SyncPlan append = new Append();
  private final SyncPlan refresh = new Refresh();

  @Test
  void every_plan_stores_a_new_file() {
    for (SyncPlan plan : List.of(mirror, update, append, refresh)) {
      assertThat(plan.decide(file().build(), PATH, Optional.empty()))
          .isEqualTo(new Change.Store("new"));
    }
  }

  @Test
  void mirror_leaves_alone_what_did_not_change() {
    assertThat(decide(mirror, file(), recorded())).isEqualTo(new Change.Skip("unchanged"));
  }

  @Test
  void mirror_replaces_what_has_another_revision() {
    assertThat(decide(mirror, file().revision(SECOND), recorded()))
        .isEqualTo(new Change.Replace("changed at the source"));
  }

  @Test
  void a_changed_and_renamed_file_is_replaced() {
    RemoteFile renamed = RemoteFile.builder(recorded().id(), "June.docx").revision(SECOND).build();

    assertThat(mirror.decide(renamed, PATH, Optional.of(recorded())))
        .isInstanceOf(Change.Replace.class);
  }

  @Test
  void mirror_compares_what_is_marked_in_another_way_than_before() {
    assertThat(decide(mirror, file().revision(Revision.of("etag", "x")), recorded()))
        .isInstanceOf(Change.Check.class);
  }

  @Test
  void mirror_relabels_a_renamed_file() {
    RemoteFile renamed = RemoteFile.builder(recorded().id(), "June.docx").revision(FIRST).build();

    assertThat(mirror.decide(renamed, PATH, Optional.of(recorded())))
        .isEqualTo(new Change.Relabel("renamed"));
  }

  @Test
  void mirror_relabels_a_moved_file() {
    SourcePath elsewhere = new SourcePath("Base", List.of("Archive", "May.docx"));

    assertThat(mirror.decide(file().build(), elsewhere, Optional.of(recorded())))
        .isEqualTo(new Change.Relabel("moved"));
  }

  @Test
  void mirror_replaces_a_file_that_is_to_be_had_in_a_better_form_now() {
    RemoteFile.Builder better = file().renditions(List.of(Rendition.of("pdf"), Rendition.ORIGINAL));

    assertThat(decide(mirror, better, recorded()))
        .isEqualTo(new Change.Replace("wanted as pdf now"));
  }

  @Test
  void an_adopted_document_is_not_replaced_for_its_form_alone() {
    RemoteFile.Builder better = file().renditions(List.of(Rendition.of("pdf")));

    assertThat(decide(mirror, better, recorded(FIRST, true))).isInstanceOf(Change.Skip.class);
  }

  @Test
  void update_decides_as_mirror_does() {
    for (RemoteFile.Builder listed :
        List.of(file(), file().revision(SECOND), file().revision(Revision.of("etag", "x")))) {
      assertThat(decide(update, listed, recorded())).isEqualTo(decide(mirror, listed, recorded()));
    }
  }

  @Test
  void append_leaves_alone_whatever_stands_in_the_sink() {
    for (RemoteFile.Builder listed :
        List.of(file(), file().revision(SECOND), file().revision(Revision.of("etag", "x")))) {
      assertThat(decide(append, listed, recorded())).isInstanceOf(Change.Skip.class);
    }
  }

  @Test
  void refresh_compares_what_looks_unchanged_or_moved_and_replaces_what_changed() {
    SourcePath elsewhere = new SourcePath("Base", List.of("Archive", "May.docx"));

    assertThat(decide(refresh, file(), recorded())).isInstanceOf(Change.Check.class);
    assertThat(refresh.decide(file().build(), elsewhere, Optional.of(recorded())))
        .isInstanceOf(Change.Check.class);
    assertThat(decide(refresh, file().revision(SECOND), recorded()))
        .isInstanceOf(Change.Replace.class);
  }

  @Test
  void what_vanished_goes_under_mirror_and_refresh_only() {
    assertThat(mirror.vanished(recorded())).isEqualTo(Departure.REMOVE);
    assertThat(refresh.vanished(recorded())).isEqualTo(Departure.REMOVE);
    assertThat(update.vanished(recorded())).isEqualTo(Departure.KEEP);
    assertThat(append.vanished(recorded())).isEqualTo(Departure.KEEP);
  }

  private static Change decide(SyncPlan plan, RemoteFile.Builder listed, Recorded known) {
    return plan.decide(listed.build(), PATH, Optional.of(known));
  }
}
