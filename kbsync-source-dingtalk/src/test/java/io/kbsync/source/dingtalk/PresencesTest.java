package io.kbsync.source.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kbsync.api.RetriableException;
import io.kbsync.api.source.FileId;
import io.kbsync.api.source.Presence;
import io.kbsync.testkit.dingtalk.DriveSpace;
import io.kbsync.testkit.dingtalk.Entry;
import io.kbsync.testkit.dingtalk.KnowledgeBase;
import io.kbsync.testkit.dingtalk.Quirk;
import io.kbsync.testkit.http.Fault;
import io.kbsync.testkit.http.SimResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PresencesTest {

  private final Simulated simulated = new Simulated();
  private final DriveSpace space = simulated.dingTalk.world().addSpace("Files");
  private final KnowledgeBase base = simulated.dingTalk.world().addKnowledgeBase("Handbook");

  @AfterEach
  void close() throws Exception {
    simulated.close();
  }

  @Test
  void files_of_drive_are_gone_present_or_denied() throws Exception {
    Entry stays = space.root().addFile("stays", "a");
    Entry binned = space.root().addFile("binned", "a");
    Entry purged = space.root().addFile("purged", "a");
    Entry denied = space.root().addFile("denied", "a");
    binned.delete();
    purged.purge();
    denied.deny();
    assertThat(presence(drive(stays), drive(binned), drive(purged), drive(denied)))
        .isEqualTo(
            Map.of(
                drive(stays), Presence.PRESENT,
                drive(binned), Presence.GONE,
                drive(purged), Presence.GONE,
                drive(denied), Presence.DENIED));
  }

  @Test
  void nodes_of_knowledge_bases_are_gone_present_or_denied() throws Exception {
    Entry stays = base.root().addFile("stays", "a");
    Entry binned = base.root().addFile("binned", "a");
    Entry denied = base.root().addFile("denied", "a");
    binned.delete();
    denied.deny();
    assertThat(presence(wiki(stays), wiki(binned), wiki(denied)))
        .isEqualTo(
            Map.of(
                wiki(stays), Presence.PRESENT,
                wiki(binned), Presence.GONE,
                wiki(denied), Presence.DENIED));
  }

  @Test
  void batches_keep_the_calls_few() throws Exception {
    List<FileId> ids = new ArrayList<>();
    for (int i = 0; i < 45; i++) {
      ids.add(drive(space.root().addFile("d" + i, "a")));
      ids.add(wiki(base.root().addFile("w" + i, "a")));
    }
    assertThat(simulated.source().presence(ids)).hasSize(90).containsValue(Presence.PRESENT);
    assertThat(simulated.dingTalk.requests().count("dentries.batch")).isEqualTo(2);
    assertThat(simulated.dingTalk.requests().count("nodes.batch")).isEqualTo(3);
    assertThat(simulated.calls.counted()).isEqualTo(5);
  }

  @Test
  void files_of_drive_that_are_gone_or_denied_cost_no_call_of_their_own() throws Exception {
    List<FileId> ids = new ArrayList<>();
    for (int i = 0; i < 45; i++) {
      Entry file = space.root().addFile("d" + i, "a");
      ids.add(drive(file));
      switch (i % 4) {
        case 0 -> file.delete();
        case 1 -> file.purge();
        case 2 -> file.deny();
        default -> {}
      }
    }
    assertThat(simulated.source().presence(ids).values())
        .containsOnly(Presence.GONE, Presence.DENIED, Presence.PRESENT);
    assertThat(simulated.calls.counted()).isEqualTo(2);
  }

  @Test
  void where_a_batch_names_no_reason_each_missing_file_is_asked_for() throws Exception {
    simulated.dingTalk.quirks().set(Quirk.BATCH_ERROR_CODES, false);
    Entry stays = space.root().addFile("stays", "a");
    Entry purged = space.root().addFile("purged", "a");
    purged.purge();
    assertThat(presence(drive(stays), drive(purged)))
        .isEqualTo(Map.of(drive(stays), Presence.PRESENT, drive(purged), Presence.GONE));
    assertThat(simulated.dingTalk.requests().count("dentries.query")).isEqualTo(1);
  }

  static Stream<Map<String, Object>> unclearItems() {
    return Stream.of(
        Map.of("success", false),
        Map.of("success", false, "errorCode", "systemError"),
        Map.of("success", false, "errorCode", "spaceNotExist"),
        Map.of("success", false, "errorCode", "userNotExist"),
        Map.of("success", false, "errorCode", "dentryNotExist", "dentry", Map.of("id", "1")),
        Map.of("success", true, "errorCode", "dentryNotExist"),
        Map.of("errorCode", "dentryNotExist"));
  }

  @ParameterizedTest
  @MethodSource("unclearItems")
  void what_a_batch_does_not_say_clearly_is_asked_singly(Map<String, Object> item)
      throws Exception {
    Entry file = space.root().addFile("a", "a");
    Map<String, Object> unclear = new HashMap<>(item);
    unclear.put("dentryId", file.dentryId());
    simulated
        .dingTalk
        .faults()
        .on("dentries.batch")
        .inject(Fault.answer(SimResponse.json(200, Map.of("resultItems", List.of(unclear)))));
    assertThat(presence(drive(file))).containsValue(Presence.PRESENT);
    assertThat(simulated.dingTalk.requests().count("dentries.query")).isEqualTo(1);
  }

  @Test
  void a_refused_batch_is_asked_one_by_one() throws Exception {
    Entry file = space.root().addFile("a", "a");
    Entry node = base.root().addFile("b", "b");
    simulated.dingTalk.trouble().fail("dentries.batch", 1, 400, "paramError", "no");
    simulated.dingTalk.trouble().fail("nodes.batch", 1, 403, "permissionDenied", "no");
    assertThat(presence(drive(file), wiki(node)))
        .isEqualTo(Map.of(drive(file), Presence.PRESENT, wiki(node), Presence.PRESENT));
  }

  @Test
  void only_a_clear_answer_counts_as_gone() throws Exception {
    Entry file = space.root().addFile("a", "a");
    file.purge();
    simulated.dingTalk.quirks().set(Quirk.BATCH_ERROR_CODES, false);
    simulated.dingTalk.trouble().fail("dentries.query", 1, 404, "InvalidAction.NotFound", "no");
    assertThat(presence(drive(file))).containsValue(Presence.UNKNOWN);
    simulated.dingTalk.trouble().fail("dentries.query", 1, 400, "paramError", "no");
    assertThat(presence(drive(file))).containsValue(Presence.UNKNOWN);
    simulated
        .dingTalk
        .faults()
        .on("dentries.query")
        .next(1)
        .inject(Fault.answer(SimResponse.text(404, "not found"))); // a proxy, say
    assertThatThrownBy(() -> presence(drive(file))).isInstanceOf(RetriableException.class);
    simulated.dingTalk.trouble().throttle("dentries.query", 1);
    assertThatThrownBy(() -> presence(drive(file))).isInstanceOf(RetriableException.class);
  }

  @Test
  void after_a_question_that_broke_off_only_what_is_open_is_asked_again() throws Exception {
    List<FileId> ids = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Entry node = base.root().addFile("w" + i, "a");
      ids.add(wiki(node));
      node.delete();
    }
    failAfter(12);
    assertThatThrownBy(() -> simulated.source().presence(ids))
        .isInstanceOf(RetriableException.class);

    assertThat(simulated.source().presence(ids)).hasSize(20).doesNotContainValue(Presence.PRESENT);

    assertThat(simulated.dingTalk.requests().count("node")).as("one failed").isEqualTo(21);
    simulated.source().presence(ids);
    assertThat(simulated.dingTalk.requests().count("node")).as("asked anew").isEqualTo(41);
  }

  @Test
  void answers_of_a_question_that_broke_off_long_ago_are_not_used() throws Exception {
    Entry first = base.root().addFile("first", "a");
    Entry second = base.root().addFile("second", "a");
    first.delete();
    second.delete();
    failAfter(1);
    assertThatThrownBy(() -> presence(wiki(first), wiki(second)))
        .isInstanceOf(RetriableException.class);

    simulated.clock.advance(Duration.ofMinutes(11));
    presence(wiki(first), wiki(second));

    assertThat(simulated.dingTalk.requests().count("node")).isEqualTo(2 + 2);
  }

  /** The question for one node fails after so many were answered. */
  private void failAfter(int answers) {
    AtomicInteger asked = new AtomicInteger();
    simulated
        .dingTalk
        .faults()
        .on("node")
        .when(request -> asked.getAndIncrement() == answers)
        .inject(Fault.status(503));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"userNotExist", "spaceNotExist", "workspaceNotExist", "resource.notFound"})
  void what_is_missing_but_the_file_itself_removes_nothing(String code) throws Exception {
    Entry file = space.root().addFile("a", "a");
    Entry node = base.root().addFile("b", "b");
    simulated.dingTalk.trouble().fail("dentries.batch", 1, 404, code, "no");
    simulated.dingTalk.trouble().fail("dentries.query", 1, 404, code, "no");
    simulated.dingTalk.trouble().fail("nodes.batch", 1, 404, code, "no");
    simulated.dingTalk.trouble().fail("node", 1, 404, code, "no");
    assertThat(presence(drive(file), wiki(node)))
        .isEqualTo(Map.of(drive(file), Presence.UNKNOWN, wiki(node), Presence.UNKNOWN));
  }

  private Map<FileId, Presence> presence(FileId... ids) throws Exception {
    return simulated.source().presence(List.of(ids));
  }

  private static FileId drive(Entry entry) {
    return new FileId(entry.spaceId() + "/" + entry.dentryId());
  }

  private static FileId wiki(Entry entry) {
    return new FileId(entry.uuid());
  }
}
