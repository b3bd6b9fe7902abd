package io.kbsync.tests.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.testkit.dingtalk.Block;
import io.kbsync.testkit.dingtalk.Content;
import io.kbsync.testkit.dingtalk.Entry;
import io.kbsync.testkit.dingtalk.Quirk;
import io.kbsync.testkit.dingtalk.Quirks;
import io.kbsync.testkit.http.Faults;
import io.kbsync.testkit.ragflow.RagflowDocument;
import io.kbsync.testkit.ragflow.RagflowSimulator;
import io.kbsync.tests.Playground;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A job over Drive and knowledge bases whose source changes a little before each trial, so that a
 * run makes every call there is.
 */
final class FaultWorld implements AutoCloseable {

  /** After so much silence a request counts as failed, where a server is to keep silent. */
  static final Duration TIMEOUT = Duration.ofSeconds(3);

  /** What the servers are like. */
  enum Setup {
    USUAL,
    WITHOUT_EXPORT,
    WITHOUT_LIST_ALL,
    PIPELINE
  }

  private static final String BY_HAND = "by hand.md";

  private final Playground play;
  private final Setup setup;
  private final Entry team;
  private final Entry handbook;
  private final Entry edited;
  private final Entry named;
  private final Entry page;
  private final Map<String, String> texts = new HashMap<>();
  private final RagflowDocument byHand;
  private Entry came;
  private Entry cameToBase;
  private int edition;

  FaultWorld(Path folder, Setup setup) throws Exception {
    this.setup = setup;
    RagflowSimulator.Builder ragflow = RagflowSimulator.builder();
    if (setup == Setup.PIPELINE) {
      ragflow.pipelineDataset(RagflowSimulator.DATASET, "test", "a pipeline");
    }
    this.play = new Playground(folder, ragflow).set("dingDingSource", "*");
    if (setup == Setup.WITHOUT_EXPORT) {
      play.dingTalk.quirks().export(Quirks.Export.FORBIDDEN);
    }
    if (setup == Setup.WITHOUT_LIST_ALL) {
      play.dingTalk.quirks().listAll(Quirks.ListAll.NOT_FOUND);
    }
    this.team = play.dingTalk.world().addSpace("Team").root().addFolder("Plans");
    this.handbook = play.dingTalk.world().addKnowledgeBase("Handbook").root();
    add(team, "stays.md");
    add(handbook, "stays in the base.md");
    this.edited = add(team, "edited.md");
    this.named = add(team, "named 0.md");
    this.page = handbook.addDocument("Page", Block.paragraph("Edition 0."));
    this.came = add(team, "came 0.md");
    this.cameToBase = add(handbook, "came to the base 0.md");
    this.byHand = play.dataset().upload(BY_HAND, "Of a person.");
    play.runWell();
    assertInStep();
  }

  Playground play() {
    return play;
  }

  /** The faults of the server that answers there. */
  Faults faults(Endpoint endpoint) {
    return endpoint.ofRagflow() ? play.ragflow.faults() : play.dingTalk.faults();
  }

  /** Servers that went away accept connections again. */
  void comeBack() {
    play.dingTalk.comeBack();
    play.ragflow.comeBack();
  }

  /** From now on requests wait that long for their answers; a loaded machine needs its time. */
  void patience(boolean little) {
    play.set("serverTimeout", little ? TIMEOUT.toSeconds() + "s" : "2m");
  }

  /** Somebody writes, edits, renames and deletes; a day passes. */
  void change(Endpoint wanted) throws IOException {
    edition++;
    // Otherwise the connector does not ask again for what was refused.
    Files.deleteIfExists(play.stateFolder().resolve("promises.dingding/remembered.json"));
    play.clock.jump(Duration.ofHours(25));
    play.dingTalk.quirks().set(Quirk.EXPORT_AT_ONCE, wanted != Endpoint.EXPORT_QUERY);
    // Otherwise the batch says it all.
    play.dingTalk.quirks().set(Quirk.BATCH_ERROR_CODES, wanted != Endpoint.DENTRY);
    if (wanted == Endpoint.DENTRY) {
      came.purge();
    }
    remove(came);
    remove(cameToBase);
    came = add(team, "came " + edition + ".md");
    cameToBase = add(handbook, "came to the base " + edition + ".md");
    edited.edit(text("edited.md"));
    texts.put("edited.md", text("edited.md"));
    texts.put("named " + edition + ".md", texts.remove(named.name()));
    named.rename("named " + edition + ".md");
    page.edit(Content.of(Block.paragraph("Edition " + edition + ".")));
  }

  private Entry add(Entry parent, String name) {
    texts.put(name, text(name));
    return parent.addFile(name, text(name));
  }

  private void remove(Entry entry) {
    texts.remove(entry.name());
    entry.delete();
  }

  private String text(String name) {
    return "The text of " + name + ", edition " + edition + ".";
  }

  /** Whether the dataset holds what the source does, each once, in its last revision. */
  boolean isInStep() throws IOException {
    Map<String, String> wanted = new TreeMap<>();
    texts.forEach((name, text) -> wanted.put(name, sha256(text)));
    String pageName = setup == Setup.WITHOUT_EXPORT ? "Page.md" : "Page.docx";
    wanted.put(pageName, "Edition " + edition + ".");
    wanted.put(BY_HAND, byHand.sha256());
    return inDataset(pageName).equals(wanted);
  }

  void assertInStep() throws IOException {
    assertThat(isInStep()).as("in step; the dataset holds %s", play.dataset().documents()).isTrue();
  }

  private Map<String, String> inDataset(String pageName) throws IOException {
    Map<String, String> holds = new TreeMap<>();
    for (RagflowDocument document : play.dataset().documents()) {
      boolean found = document.searchable() || document.name().equals(BY_HAND);
      String content = document.name().equals(pageName) ? editionOf(document) : document.sha256();
      holds.merge(document.name(), found ? content : "not searchable", (one, two) -> "twice");
    }
    return holds;
  }

  private String editionOf(RagflowDocument document) throws IOException {
    byte[] bytes = document.content().orElseThrow();
    String text = document.name().endsWith(".md") ? new String(bytes, UTF_8) : wordText(bytes);
    int at = text.indexOf("Edition ");
    return at < 0 ? text : text.substring(at, text.indexOf('.', at) + 1);
  }

  private static String wordText(byte[] docx) throws IOException {
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(docx))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (entry.getName().equals("word/document.xml")) {
          return new String(zip.readAllBytes(), UTF_8);
        }
      }
    }
    return "no text";
  }

  private static String sha256(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /** Nothing that is still in the source is away, and what a person stored is untouched. */
  void assertNothingIsLost() {
    assertThat(play.dataset().document(byHand.id()))
        .get()
        .usingRecursiveComparison()
        .isEqualTo(byHand);
    for (String name : new String[] {"stays.md", "stays in the base.md", "edited.md"}) {
      assertThat(play.found()).as("what can be found").containsKey(name);
    }
    assertThat(play.found()).as("what can be found").hasSizeGreaterThanOrEqualTo(5);
  }

  @Override
  public void close() {
    play.close();
  }
}
