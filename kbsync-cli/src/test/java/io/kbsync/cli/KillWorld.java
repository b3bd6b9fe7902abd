package io.kbsync.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.testkit.dingtalk.Entry;
import io.kbsync.testkit.http.Fault;
import io.kbsync.testkit.http.Faults;
import io.kbsync.testkit.ragflow.RagflowDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** A dozen files that change, and a program that is killed while it syncs them. */
final class KillWorld implements AutoCloseable {

  private static final int FILES = 12;
  private static final int REQUESTS = 30;
  private static final int MILLIS = 1500;
  private static final Duration A_BYTE = Duration.ofMillis(50);

  /** What the source holds, and how to change it. */
  private record Held(Entry entry, String name, String text) {}

  private final Playground ground;
  private final Entry root;
  private final RagflowDocument foreign;
  private final List<Held> files = new ArrayList<>();
  private final Random random;
  private final List<String> story = new ArrayList<>();
  private int made;
  private int removals;

  KillWorld(Path folder, long seed) throws IOException {
    this.random = new Random(seed);
    this.ground = new Playground(folder);
    // One place for all worlds: its loaded classes are shared by every start.
    Path program = folder.resolve("KBSync");
    Files.delete(program);
    Files.createSymbolicLink(program, Path.of("target", "KBSync").toAbsolutePath());
    this.root = ground.dingTalk.world().addSpace("Kills").root();
    this.foreign = ground.ragflow.dataset().upload("theirs.md", "Not ours.");
    story.add("seed " + seed);
    for (int i = 0; i < FILES; i++) {
      add();
    }
  }

  /** Starts the program and kills it, sometimes once more; gives how often that came in time. */
  int killWhileItSyncs() throws Exception {
    int kills = killOnce();
    return random.nextInt(4) == 0 ? kills + killOnce() : kills;
  }

  private int killOnce() throws Exception {
    int moment = random.nextInt(9);
    int request = random.nextInt(REQUESTS);
    int millis = random.nextInt(MILLIS);
    CompletableFuture<RunningProgram> started = new CompletableFuture<>();
    Faults faults = random.nextBoolean() ? ground.dingTalk.faults() : ground.ragflow.faults();
    int earlier = ground.dingTalk.faults().injected();
    switch (moment) {
      case 0, 1, 2 -> {
        story.add("killed before work " + request);
        faults.onAny().after(request).next(1).inject(Fault.instead(() -> started.join().kill()));
      }
      case 3, 4, 5 -> {
        story.add("killed after work " + request);
        faults.onAny().after(request).next(1).inject(Fault.after(() -> started.join().kill()));
      }
      case 6 -> story.add("killed after " + millis + " ms");
      case 7 -> story.add("killed when its state was there");
      default -> {
        int content = request % FILES;
        story.add("killed while content " + content + " came");
        contents().after(content).next(1).inject(Fault.drip(1, A_BYTE));
      }
    }
    RunningProgram program = sync();
    started.complete(program);
    switch (moment) {
      case 6 -> program.killAfter(millis);
      case 7 -> program.killWhen(() -> Files.exists(ground.folder().resolve("kbsync-state")));
      case 8 -> program.killWhen(() -> ground.dingTalk.faults().injected() > earlier);
      default -> {}
    }
    int code = program.exitCode();
    ground.dingTalk.faults().clear();
    ground.ragflow.faults().clear();
    assertThat(code).as("%s%n%s", story, program.everything()).isIn(0, 137);
    return code == 137 ? 1 : 0;
  }

  private Faults.Rule contents() {
    return ground.dingTalk.faults().on("download");
  }

  /** One run that nothing disturbs, after which the dataset equals the source. */
  void finish() throws Exception {
    RunningProgram program = sync();
    assertThat(program.exitCode()).as("%s%n%s", story, program.everything()).isZero();
    List<RagflowDocument> documents =
        ground.ragflow.dataset().documents().stream()
            .filter(document -> !document.id().equals(foreign.id()))
            .toList();
    assertThat(documents)
        .as("%s", story)
        .hasSize(files.size())
        .allMatch(RagflowDocument::searchable);
    assertThat(
            documents.stream()
                .collect(Collectors.toMap(RagflowDocument::name, RagflowDocument::sha256)))
        .as("%s%n%s", story, program.everything())
        .isEqualTo(expected());
    RagflowDocument theirs = ground.ragflow.dataset().document(foreign.id()).orElseThrow();
    assertThat(theirs.name()).isEqualTo("theirs.md");
    assertThat(theirs.sha256()).isEqualTo(foreign.sha256());
  }

  /** Several files change, one gets another name, one comes, and one goes. */
  void change() {
    for (int i = 0; i < 4; i++) {
      int at = random.nextInt(files.size());
      Held file = files.get(at);
      String text = file.text() + " Changed.";
      file.entry().edit(text);
      files.set(at, new Held(file.entry(), file.name(), text));
    }
    int at = random.nextInt(files.size());
    Held file = files.get(at);
    String name = "renamed" + made++ + ".md";
    file.entry().rename(name);
    files.set(at, new Held(file.entry(), name, file.text()));
    add();
    // More than three a day wait for another listing, and that is not what is asked here.
    if (removals < 3) {
      removals++;
      files.remove(random.nextInt(files.size())).entry().delete();
    }
    story.add("changed");
  }

  private void add() {
    String name = "file" + made++ + ".md";
    files.add(new Held(root.addFile(name, "Text of " + name), name, "Text of " + name));
  }

  private RunningProgram sync() throws IOException {
    return ground.start("--config", "config", "--once", "--source", "Drive", "--root", "Kills");
  }

  private Map<String, String> expected() throws Exception {
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    Map<String, String> expected = new TreeMap<>();
    for (Held file : files) {
      expected.put(
          file.name(), HexFormat.of().formatHex(sha256.digest(file.text().getBytes(UTF_8))));
    }
    return expected;
  }

  @Override
  public void close() throws IOException {
    ground.close();
    Files.deleteIfExists(ground.folder().resolve("KBSync"));
  }
}
