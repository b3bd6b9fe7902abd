package io.kbsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.testkit.dingtalk.Block;
import io.kbsync.testkit.dingtalk.Entry;
import io.kbsync.testkit.dingtalk.OnlineKind;
import io.kbsync.testkit.dingtalk.Permission;
import io.kbsync.testkit.dingtalk.Quirks.Export;
import io.kbsync.testkit.http.Fault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How much memory a sync through the browser takes, and how long a document; printed as a table.
 * Only for {@code benchmarks/browser.sh}.
 */
class BrowserMeasurement {

  private static final int DOCUMENTS = Integer.getInteger("kbsync.documents", 21);

  private static final Map<String, BiConsumer<Entry, String>> KINDS = new LinkedHashMap<>();

  static {
    KINDS.put("adoc to docx", (root, name) -> root.addDocument(name, text(name)));
    KINDS.put("axls to xlsx", (root, name) -> root.addSheet(name, sheet()));
    KINDS.put("able to xlsx", (root, name) -> root.addOnline(OnlineKind.ABLE, name));
    KINDS.put("amind to pdf", (root, name) -> root.addOnline(OnlineKind.AMIND, name));
    KINDS.put("adraw to jpg", (root, name) -> root.addOnline(OnlineKind.ADRAW, name));
    KINDS.put("appt to pptx", (root, name) -> root.addOnline(OnlineKind.APPT, name));
    KINDS.put("uploaded files", (root, name) -> root.addFile(name + ".txt", "uploaded " + name));
  }

  @TempDir private Path folder;

  private static Block[] text(String name) {
    List<Block> blocks = new ArrayList<>(List.of(Block.heading(1, name)));
    for (int i = 0; i < 200; i++) {
      blocks.add(Block.paragraph("Paragraph " + i + " of " + name + ", as people write them."));
    }
    return blocks.toArray(new Block[0]);
  }

  private static List<List<String>> sheet() {
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      rows.add(List.of("Row " + i, String.valueOf(i), "some text"));
    }
    return rows;
  }

  @Test
  void memory_and_time_by_kind() throws Exception {
    try (Playground ground = new Playground(folder)) {
      ground.setInConfig("dingDingLogin", "auto");
      ground.addToConfig("browserPause=0s");
      ground.addToConfig("loginWait=5m");
      ground.dingTalk.quirks().export(Export.NOT_FOUND).revoke(Permission.WORKSPACE_DOCUMENT);
      ground.dingTalk.web().scanEveryCode(ground.dingTalk.web().user());
      System.out.println("| kind | seconds a document | Java, MB | driver, MB | browser, MB |");
      System.out.println("| --- | --- | --- | --- | --- |");
      for (Map.Entry<String, BiConsumer<Entry, String>> kind : KINDS.entrySet()) {
        Entry root = ground.dingTalk.world().addKnowledgeBase(kind.getKey()).root();
        for (int i = 0; i < DOCUMENTS; i++) {
          kind.getValue().accept(root, kind.getKey() + " " + i);
        }
        measure(ground, kind.getKey());
      }
    }
  }

  private static void measure(Playground ground, String base) throws Exception {
    List<Long> arrivals = new CopyOnWriteArrayList<>();
    ground
        .ragflow
        .faults()
        .on("documents.upload")
        .inject(Fault.before(() -> arrivals.add(System.nanoTime())));
    RunningProgram program =
        ground.start("--config", "config", "--once", "--source", "KnowledgeBase", "--root", base);
    try (ProcessMemory memory = ProcessMemory.of(program.pid())) {
      assertThat(program.exitCode()).as(program.everything()).isZero();
      assertThat(arrivals).hasSize(DOCUMENTS);
      double seconds = (arrivals.get(DOCUMENTS - 1) - arrivals.get(0)) / 1e9 / (DOCUMENTS - 1);
      System.out.printf(
          "| %s | %.2f | %d | %d | %d |%n",
          base, seconds, memory.java(), memory.driver(), memory.browser());
    }
    ground.ragflow.faults().clear();
  }
}
