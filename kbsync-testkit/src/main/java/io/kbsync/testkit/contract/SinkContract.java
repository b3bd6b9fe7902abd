package io.kbsync.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kbsync.api.sink.DocumentId;
import io.kbsync.api.sink.IndexStatus;
import io.kbsync.api.sink.Indexing;
import io.kbsync.api.sink.Label;
import io.kbsync.api.sink.NameRules;
import io.kbsync.api.sink.NameTakenException;
import io.kbsync.api.sink.Sink;
import io.kbsync.api.sink.StoredDocument;
import io.kbsync.api.sink.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * What the engine relies on in every {@link Sink}. Extend it in the connector's tests; each test
 * starts with an empty target, and the subclass closes what it opened. Switch off by {@link #has}
 * what the sink cannot promise.
 */
public abstract class SinkContract {

  /** What a sink may do without. */
  protected enum Behaviour {
    /** Keeps metadata that is not ours, from the document itself or from its predecessor. */
    FOREIGN_METADATA,
    /** No two documents have one name; without it {@link NameTakenException} never comes. */
    UNIQUE_NAMES,
    /** Making documents searchable is a step of its own. */
    INDEXING
  }

  private static final Map<String, String> OURS =
      Map.of("kbsync_path", "Base/plan.txt", "kbsync_file", "f1");

  private final SinkDriver driver = new SinkDriver(this::sink);

  /** The sink: the same one throughout a test, its target empty at first. */
  protected abstract Sink sink() throws Exception;

  /** Stores a document as people do, without KBSync, under exactly this name. */
  protected abstract DocumentId storeByHand(String name, byte[] content) throws Exception;

  /** The bytes that the target holds. */
  protected abstract byte[] contentOf(DocumentId id) throws Exception;

  /** All metadata that the target holds of a document, ours and foreign. */
  protected abstract Map<String, String> metadataOf(DocumentId id) throws Exception;

  /** Adds metadata as people do; called only with {@link Behaviour#FOREIGN_METADATA}. */
  protected void addForeignMetadata(DocumentId id, String key, String value) throws Exception {
    throw new UnsupportedOperationException("Override it, or opt out of FOREIGN_METADATA");
  }

  /** Whether the sink does this; everything, unless a subclass says otherwise. */
  protected boolean has(Behaviour behaviour) {
    return true;
  }

  /** Names that went wrong somewhere before, all with an ending that the sink takes. */
  protected List<String> nastyNames() {
    return List.of(
        "hello? sausage.txt",
        "êé.txt",
        "Hello, 世界.txt",
        "quotes \" ' ` “ ”.txt",
        "<>&+≠@%20#;=.txt",
        "smile 😀 𠀀.txt",
        "很".repeat(100) + ".txt",
        "../../x.txt",
        "a/b\\c.txt",
        "-rf leading dash.txt",
        "right\u200Fto\u202Eleft.txt",
        " blanks around .txt",
        "line\nbreak\ttab.txt",
        "e\u0301 decomposed.txt",
        "CON.txt",
        "..txt");
  }

  @Test
  void verify_says_how_many_documents_there_are() throws Exception {
    Target empty = sink().verify();
    assertThat(empty.documents()).isZero();
    storeByHand("by hand.txt", bytes("x"));
    driver.put("a.txt", bytes("a"));
    assertThat(sink().verify()).isEqualTo(new Target(empty.id(), empty.name(), 2));
  }

  @Test
  void a_document_is_there_under_its_key_with_its_bytes() throws Exception {
    BytesUpload upload = driver.upload("plan.txt", bytes("content"));
    StoredDocument stored = sink().put(upload);
    assertThat(stored.ownKey()).contains(upload.key());
    assertThat(contentOf(stored.id())).isEqualTo(bytes("content"));
    assertThat(driver.documents()).containsOnlyKeys(stored.id());
    assertThat(driver.document(stored.id()).ownKey()).contains(upload.key());
  }

  @Test
  void contents_may_be_empty_and_may_be_large() throws Exception {
    byte[] large = new byte[1_000_001];
    new Random(7).nextBytes(large);
    assertThat(contentOf(driver.put("empty.txt", new byte[0]))).isEmpty();
    assertThat(contentOf(driver.put("large.docx", large))).isEqualTo(large);
  }

  @Test
  void a_document_is_found_by_its_key_before_it_is_labelled() throws Exception {
    BytesUpload upload = driver.upload("plan.txt", bytes("x"));
    assertThat(sink().find(upload.key())).isEmpty();
    StoredDocument stored = sink().put(upload);
    assertThat(sink().find(upload.key()).map(StoredDocument::id)).contains(stored.id());
    assertThat(sink().find(driver.nextKey())).isEmpty();
  }

  @Test
  void a_label_gives_name_and_metadata_and_may_come_twice() throws Exception {
    BytesUpload upload = driver.upload("plan.txt", bytes("content"));
    DocumentId id = sink().put(upload).id();
    for (int i = 0; i < 2; i++) {
      sink().label(id, new Label("plan.txt", OURS), null);
      StoredDocument labelled = driver.document(id);
      assertThat(labelled.name()).isEqualTo("plan.txt");
      assertThat(labelled.ownKey()).contains(upload.key());
      assertThat(metadataOf(id)).isEqualTo(OURS);
      assertThat(contentOf(id)).isEqualTo(bytes("content"));
    }
  }

  @Test
  void a_later_label_replaces_what_an_earlier_one_said() throws Exception {
    DocumentId id = driver.put("plan.txt", bytes("x"));
    sink().label(id, new Label("plan.txt", OURS), null);
    sink().label(id, new Label("new plan.txt", Map.of("kbsync_file", "f2")), id);
    assertThat(driver.document(id).name()).isEqualTo("new plan.txt");
    assertThat(metadataOf(id)).isEqualTo(Map.of("kbsync_file", "f2"));
  }

  @Test
  void metadata_of_people_survives_a_new_label() throws Exception {
    assumeTrue(has(Behaviour.FOREIGN_METADATA));
    DocumentId id = driver.put("plan.txt", bytes("x"));
    addForeignMetadata(id, "owner", "Li, 世界");
    sink().label(id, new Label("plan.txt", OURS), id);
    assertThat(metadataOf(id)).containsAllEntriesOf(OURS).containsEntry("owner", "Li, 世界");
  }

  @Test
  void a_successor_takes_over_the_metadata_of_people() throws Exception {
    assumeTrue(has(Behaviour.FOREIGN_METADATA));
    DocumentId old = driver.put("plan.txt", bytes("old"));
    sink().label(old, new Label("plan.txt", Map.of("kbsync_file", "old")), null);
    addForeignMetadata(old, "owner", "Li");
    DocumentId next = driver.put("plan.txt", bytes("new"));
    sink().label(next, new Label("plan (new).txt", OURS), old);
    sink().remove(old);
    sink().label(next, new Label("plan.txt", OURS), next);
    assertThat(metadataOf(next)).containsAllEntriesOf(OURS).containsEntry("owner", "Li");
    assertThat(driver.document(next).name()).isEqualTo("plan.txt");
  }

  @Test
  void a_name_that_another_document_holds_is_a_verdict() throws Exception {
    assumeTrue(has(Behaviour.UNIQUE_NAMES));
    DocumentId theirs = storeByHand("plan.txt", bytes("theirs"));
    DocumentId ours = driver.put("plan.txt", bytes("ours"));
    assertThatThrownBy(() -> sink().label(ours, new Label("plan.txt", OURS), null))
        .isInstanceOfSatisfying(
            NameTakenException.class, e -> assertThat(e.name()).isEqualTo("plan.txt"));
    assertThat(driver.documents()).containsOnlyKeys(theirs, ours);
    sink().label(ours, new Label("plan 2.txt", OURS), null);
    assertThat(driver.document(theirs).name()).isEqualTo("plan.txt");
  }

  @Test
  void names_that_cannot_stand_side_by_side_have_one_key() throws Exception {
    assumeTrue(has(Behaviour.UNIQUE_NAMES));
    NameRules rules = sink().nameRules();
    storeByHand("Plan.txt", bytes("theirs"));
    DocumentId ours = driver.put("plan.txt", bytes("ours"));
    try {
      sink().label(ours, new Label("plan.txt", OURS), null);
      assertThat(driver.document(ours).name()).isEqualTo("plan.txt");
    } catch (NameTakenException e) {
      assertThat(rules.sameKey("plan.txt")).isEqualTo(rules.sameKey("Plan.txt"));
    }
  }

  @Test
  void exactly_one_document_is_removed_and_again_is_no_error() throws Exception {
    DocumentId theirs = storeByHand("theirs.txt", bytes("theirs"));
    DocumentId first = driver.put("a.txt", bytes("a"));
    DocumentId second = driver.put("b.txt", bytes("b"));
    sink().remove(first);
    assertThat(driver.documents()).containsOnlyKeys(theirs, second);
    sink().remove(first);
    assertThat(driver.documents()).containsOnlyKeys(theirs, second);
    assertThat(contentOf(theirs)).isEqualTo(bytes("theirs"));
  }

  @Test
  void every_document_is_listed_once_whoever_stored_it() throws Exception {
    List<DocumentId> ids = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      ids.add(storeByHand("by hand " + i + ".txt", bytes("x")));
    }
    DocumentId ours = driver.put("ours.txt", bytes("x"));
    ids.add(ours);
    Map<DocumentId, StoredDocument> documents = driver.documents();
    assertThat(documents.keySet()).containsExactlyInAnyOrderElementsOf(ids);
    assertThat(driver.document(ids.get(7)).name()).isEqualTo("by hand 7.txt");
    assertThat(documents.values().stream().filter(d -> d.ownKey().isPresent()))
        .extracting(StoredDocument::id)
        .containsExactly(ours);
  }

  @Test
  void a_document_is_present_until_it_is_removed() throws Exception {
    DocumentId gone = driver.put("a.txt", bytes("a"));
    DocumentId there = driver.put("b.txt", bytes("b"));
    driver.put("c.txt", bytes("c"));
    assertThat(sink().present(List.of(gone, there))).containsExactlyInAnyOrder(gone, there);
    sink().remove(gone);
    assertThat(sink().present(List.of(gone, there))).containsExactly(there);
    assertThat(sink().present(List.of(gone))).isEmpty();
  }

  @Test
  void nasty_names_are_cleaned_once_and_come_back_as_they_went() throws Exception {
    NameRules rules = sink().nameRules();
    for (String nasty : nastyNames()) {
      String clean = rules.clean(nasty);
      assertThat(rules.clean(clean)).as("cleaned twice: %s", nasty).isEqualTo(clean);
      assertThat(rules.sameKey(clean)).isEqualTo(rules.sameKey(clean));
      DocumentId id = driver.put(clean, bytes(nasty));
      sink().label(id, new Label(clean, Map.of("kbsync_path", nasty)), null);
      assertThat(driver.document(id).name()).as("label of %s", nasty).isEqualTo(clean);
      assertThat(metadataOf(id)).as("metadata of %s", nasty).containsEntry("kbsync_path", nasty);
      assertThat(contentOf(id)).isEqualTo(bytes(nasty));
      sink().remove(id);
    }
  }

  @Test
  void documents_are_put_side_by_side() throws Exception {
    int width = sink().lanes().getOrDefault(Sink.PUTS, 1);
    assertThat(sink().lanes().values()).allMatch(calls -> calls > 0);
    List<Callable<DocumentId>> puts = new ArrayList<>();
    for (int i = 0; i < 4 * width; i++) {
      BytesUpload upload = driver.upload(i + ".txt", bytes("content " + i));
      puts.add(() -> sink().put(upload).id());
    }
    ExecutorService threads = Executors.newFixedThreadPool(width);
    try {
      List<Future<DocumentId>> ids = threads.invokeAll(puts);
      for (int i = 0; i < ids.size(); i++) {
        assertThat(contentOf(ids.get(i).get())).isEqualTo(bytes("content " + i));
      }
      assertThat(driver.documents()).hasSize(ids.size());
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void a_sink_without_indexing_has_searchable_documents() throws Exception {
    assumeTrue(!has(Behaviour.INDEXING));
    assertThat(sink().indexing()).isEmpty();
    DocumentId id = driver.put("a.txt", bytes("a"));
    assertThat(driver.document(id).status().state()).isEqualTo(IndexStatus.State.SEARCHABLE);
  }

  @Test
  void a_document_becomes_searchable_when_asked_for() throws Exception {
    Indexing indexing = indexing();
    DocumentId id = driver.put("a.txt", bytes("some text"));
    assertThat(driver.state(indexing, id)).isEqualTo(IndexStatus.State.WAITING);
    assertThat(driver.document(id).status().state()).isEqualTo(IndexStatus.State.WAITING);
    indexing.start(List.of(id));
    assertThat(driver.settled(indexing, id)).isEqualTo(IndexStatus.State.SEARCHABLE);
    sink().label(id, new Label("renamed.txt", OURS), null);
    assertThat(driver.state(indexing, id)).isEqualTo(IndexStatus.State.SEARCHABLE);
    assertThat(driver.document(id).status().state()).isEqualTo(IndexStatus.State.SEARCHABLE);
  }

  @Test
  void an_empty_document_is_never_searchable() throws Exception {
    Indexing indexing = indexing();
    DocumentId id = driver.put("a.txt", new byte[0]);
    indexing.start(List.of(id));
    assertThat(driver.settled(indexing, id)).isEqualTo(IndexStatus.State.EMPTY);
  }

  @Test
  void indexing_what_is_being_indexed_is_no_error() throws Exception {
    Indexing indexing = indexing();
    DocumentId id = driver.put("a.txt", bytes("some text"));
    indexing.start(List.of(id));
    indexing.start(List.of(id));
    assertThat(driver.settled(indexing, id)).isEqualTo(IndexStatus.State.SEARCHABLE);
  }

  @Test
  void a_document_that_is_gone_is_missing() throws Exception {
    Indexing indexing = indexing();
    DocumentId gone = driver.put("a.txt", bytes("a"));
    DocumentId there = driver.put("b.txt", bytes("b"));
    sink().remove(gone);
    assertThat(indexing.states(List.of(gone, there)).keySet())
        .containsExactlyInAnyOrder(gone, there);
    assertThat(driver.state(indexing, gone)).isEqualTo(IndexStatus.State.MISSING);
  }

  private Indexing indexing() throws Exception {
    assumeTrue(has(Behaviour.INDEXING));
    Optional<Indexing> indexing = sink().indexing();
    assertThat(indexing).isPresent();
    assertThat(indexing.orElseThrow().window()).isPositive();
    return indexing.orElseThrow();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
