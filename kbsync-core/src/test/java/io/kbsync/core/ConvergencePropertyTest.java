package io.kbsync.core;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.kbsync.api.sink.DocumentKey;
import io.kbsync.api.source.FileId;
import io.kbsync.core.memory.Job;
import io.kbsync.core.memory.MemorySink;
import io.kbsync.core.memory.MemorySink.Doc;
import io.kbsync.core.memory.MemorySource.Entry;
import io.kbsync.core.memory.Mishap;
import io.kbsync.core.memory.ShiftedClock;
import io.kbsync.core.plan.DocumentKeys;
import io.kbsync.core.plan.DocumentNames;
import io.kbsync.core.report.SyncReport;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random sequences of changes, mishaps and runs: whatever happened, after one undisturbed run that
 * read the sink it holds exactly the files of the source, each once, and nothing was ever removed
 * that still existed. A failing sequence is shortened to one that people can read.
 */
class ConvergencePropertyTest {

  private static final int SEQUENCES = Integer.getInteger("kbsync.sequences", 120);
  private static final long SEED = Long.getLong("kbsync.seed", 20261124L);

  @TempDir Path folder;
  private int worlds;

  @Test
  void whatever_happened_the_dataset_ends_as_the_source() throws Exception {
    for (int i = 0; i < SEQUENCES; i++) {
      List<Step> steps = sequence(new Random(SEED + i));
      Optional<String> failure = play(steps);
      if (failure.isPresent()) {
        fail(shortened(SEED + i, steps, failure.get()));
      }
    }
    System.out.println("sequences of changes, mishaps and runs that converged: " + SEQUENCES);
  }

  /** One thing that happens. */
  private sealed interface Step {
    record Add(int file, int name, int folder) implements Step {}

    record Edit(int file, int content) implements Step {}

    record Rename(int file, int name) implements Step {}

    record Move(int file, int folder) implements Step {}

    record Delete(int file) implements Step {}

    record Deny(int file) implements Step {}

    record DeleteByHand(int document) implements Step {}

    record StoreByHand(int name) implements Step {}

    record LoseState() implements Step {}

    record Run(Mishap mishap, int hoursLater) implements Step {}
  }

  private static List<Step> sequence(Random random) {
    List<Step> steps = new ArrayList<>();
    int files = 3 + random.nextInt(8);
    for (int i = 0; i < files; i++) {
      steps.add(new Step.Add(i, random.nextInt(6), random.nextInt(3)));
    }
    int length = 3 + random.nextInt(14);
    for (int i = 0; i < length; i++) {
      steps.add(step(random));
    }
    return steps;
  }

  private static Step step(Random random) {
    int file = random.nextInt(11);
    return switch (random.nextInt(20)) {
      case 0, 1 -> new Step.Add(file, random.nextInt(6), random.nextInt(3));
      case 2, 3 -> new Step.Edit(file, random.nextInt(5));
      case 4, 5 -> new Step.Rename(file, random.nextInt(6));
      case 6 -> new Step.Move(file, random.nextInt(3));
      case 7, 8 -> new Step.Delete(file);
      case 9 -> new Step.Deny(file);
      case 10 -> new Step.DeleteByHand(random.nextInt(8));
      case 11 -> new Step.StoreByHand(random.nextInt(6));
      case 12 -> new Step.LoseState();
      default -> new Step.Run(mishap(random), random.nextInt(3) == 0 ? 30 : 0);
    };
  }

  private static Mishap mishap(Random random) {
    Mishap.Kind[] kinds = Mishap.Kind.values();
    return new Mishap(kinds[random.nextInt(kinds.length)], 1 + random.nextInt(120));
  }

  /** Plays a sequence; says what is wrong at its end, if anything. */
  private Optional<String> play(List<Step> steps) throws Exception {
    Path home = Files.createDirectories(folder.resolve("world" + worlds++));
    try {
      World world = new World(home);
      for (Step step : steps) {
        world.take(step);
      }
      return world.end();
    } catch (AssertionError e) {
      return Optional.of(String.valueOf(e.getMessage()));
    } finally {
      delete(home);
    }
  }

  private static final class World {

    private static final String[] NAMES = {"a.txt", "A.txt", "b.txt", "c", "d.d.txt", "ü.txt"};
    private static final Map<String, String> PATHS =
        Map.of("", "Space/", "f1", "Space/One/", "f2", "Space/One/Two/");
    private static final String[] FOLDERS = {"", "f1", "f2"};

    private final Path home;
    private final ShiftedClock clock = new ShiftedClock();
    private final DocumentKeys keys = new DocumentKeys("Memory");
    private final DocumentNames names = new DocumentNames(MemorySink.RULES);
    private final Set<String> byHand = new HashSet<>();
    private final Set<String> deletedByHand = new HashSet<>();
    private final List<String> wrongs = new ArrayList<>();
    private final Job job;
    private boolean stateLost;
    private List<Doc> before = List.of();

    World(Path home) {
      this.home = home;
      this.job = new Job(home).set("existing", "beside");
      job.options(job.options().clock(clock));
      job.source.folder("f1", "One", "").folder("f2", "Two", "f1");
      job.sink.watch(this::watch);
    }

    void take(Step step) throws Exception {
      if (step instanceof Step.Add s) {
        if (!job.source.has("n" + s.file())) {
          job.source.file("n" + s.file(), NAMES[s.name()], FOLDERS[s.folder()], "file " + s.file());
        }
      } else if (step instanceof Step.Edit s) {
        job.source.edit("n" + s.file(), "file " + s.file() + " content " + s.content());
      } else if (step instanceof Step.Rename s) {
        job.source.rename("n" + s.file(), NAMES[s.name()]);
      } else if (step instanceof Step.Move s) {
        job.source.move("n" + s.file(), FOLDERS[s.folder()]);
      } else if (step instanceof Step.Delete s) {
        job.source.delete("n" + s.file());
      } else if (step instanceof Step.Deny s) {
        job.source.deny("n" + s.file());
      } else {
        takeInSink(step);
      }
    }

    private void takeInSink(Step step) throws Exception {
      if (step instanceof Step.DeleteByHand s) {
        List<Doc> docs = job.sink.docs();
        if (s.document() < docs.size() && !byHand.contains(docs.get(s.document()).id())) {
          deletedByHand.add(docs.get(s.document()).id());
          job.sink.deletedByHand(docs.get(s.document()).id());
        }
      } else if (step instanceof Step.StoreByHand s) {
        boolean taken =
            job.sink.names().stream().anyMatch(name -> name.equalsIgnoreCase(NAMES[s.name()]));
        if (!taken) {
          byHand.add(job.sink.storedByHand(NAMES[s.name()], "by hand"));
        }
      } else if (step instanceof Step.LoseState) {
        delete(home.resolve("kbsync-state"));
        stateLost = true;
      } else if (step instanceof Step.Run s) {
        clock.move(Duration.ofHours(s.hoursLater()));
        run(s.mishap());
      }
      before = job.sink.docs();
    }

    private void run(Mishap mishap) {
      EngineOptions alive = job.options();
      job.options(alive.beforeCommit(mishap.befall(job)));
      try {
        job.run();
      } catch (Throwable e) {
        if (mishap.kind() == Mishap.Kind.NOTHING) {
          throw new AssertionError("an undisturbed run ended with " + e, e);
        }
      } finally {
        job.options(alive);
        job.source.moments.clear();
        job.sink.moments.clear();
      }
    }

    Optional<String> end() throws Exception {
      clock.move(Duration.ofHours(30));
      SyncReport report = job.run(RunOptions.once().withReading());
      Optional<String> wrong = wrongs.stream().findFirst().or(() -> wrong(report));
      if (wrong.isEmpty() && job.run().changedAnything()) {
        return Optional.of("a further run changed something after " + report);
      }
      if (wrong.isEmpty() && namesWithoutOwner() > 0) {
        return Optional.of("a document bears a name that its file does not own after " + report);
      }
      return wrong;
    }

    /** A name that nobody owns could be given to another file, and the two would fight for it. */
    private long namesWithoutOwner() throws Exception {
      try (Connection state = DriverManager.getConnection("jdbc:sqlite:" + stateFile());
          ResultSet count =
              state
                  .createStatement()
                  .executeQuery(
                      "SELECT count(*) FROM file WHERE document IS NOT NULL AND label_due = 0"
                          + " AND document_name_key IS NOT name_key")) {
        return count.getLong(1);
      }
    }

    private Path stateFile() throws IOException {
      try (DirectoryStream<Path> found =
          Files.newDirectoryStream(home.resolve("kbsync-state"), "*.db")) {
        return found.iterator().next();
      }
    }

    private Optional<String> wrong(SyncReport report) {
      Map<String, List<Doc>> ours =
          job.sink.docs().stream()
              .filter(doc -> DocumentKey.startOf(doc.location()).isPresent())
              .collect(groupingBy(doc -> DocumentKey.startOf(doc.location()).orElseThrow().file()));
      Map<String, Entry> wanted =
          job.source.visible().stream()
              .collect(toMap(entry -> keys.fileHash(new FileId(entry.id())), entry -> entry));
      for (Map.Entry<String, Entry> each : wanted.entrySet()) {
        List<Doc> docs = ours.getOrDefault(each.getKey(), List.of());
        if (docs.size() > 1 && stateLost && unrecognised(report)) {
          // A record that was lost in the middle of a replacement: the older one is told of, since
          // it might be another job's.
          docs =
              docs.stream().filter(doc -> doc.content().equals(each.getValue().content())).toList();
        }
        if (docs.size() != 1) {
          return Optional.of(each.getValue() + " stands there as " + docs + "; " + report);
        }
        if (!docs.get(0).content().equals(each.getValue().content()) || !docs.get(0).searchable()) {
          return Optional.of(each.getValue() + " stands there as " + docs + "; " + report);
        }
        if (docs.get(0).name().startsWith("kbsync-") && !namesAreTaken(report)) {
          return Optional.of(each.getValue() + " got no name: " + docs + "; " + report);
        }
        if (!stateLost && !isNamedFor(each.getValue(), docs.get(0)) && !namesAreTaken(report)) {
          return Optional.of(each.getValue() + " has another name: " + docs + "; " + report);
        }
      }
      long extra = ours.keySet().stream().filter(hash -> !wanted.containsKey(hash)).count();
      boolean told = report.heldBack().count() > 0 || unrecognised(report);
      if (extra > 0 && !told) {
        return Optional.of(extra + " documents too many, and nothing is said of it: " + report);
      }
      long hand = job.sink.docs().stream().filter(doc -> byHand.contains(doc.id())).count();
      return hand == byHand.size()
          ? Optional.empty()
          : Optional.of("a document stored by hand is gone");
    }

    // One that is recognised without its record keeps the name that it had.
    private boolean isNamedFor(Entry entry, Doc doc) {
      String path = PATHS.get(entry.folder()) + entry.name();
      return names.candidates(entry.name(), path, new FileId(entry.id())).contains(doc.name());
    }

    /** Told where a document that is not recognised holds the last name its file could have. */
    private static boolean namesAreTaken(SyncReport report) {
      return report.warnings().stream().anyMatch(text -> text.startsWith("Every name for"));
    }

    private static boolean unrecognised(SyncReport report) {
      return report.warnings().stream().anyMatch(text -> text.contains("left alone"));
    }

    /** A document may only go when its file is gone, or another one of its file is there. */
    private void watch(List<Doc> now) {
      Set<String> ids = new HashSet<>(now.stream().map(Doc::id).toList());
      for (Doc gone : before) {
        if (!ids.contains(gone.id()) && !deletedByHand.contains(gone.id())) {
          DocumentKey.startOf(gone.location())
              .filter(key -> !mayGo(key, now))
              .ifPresent(key -> wrongs.add("removed though its file exists: " + gone));
        }
      }
      before = now;
    }

    private boolean mayGo(DocumentKey key, List<Doc> now) {
      boolean another =
          now.stream()
              .anyMatch(
                  doc ->
                      DocumentKey.startOf(doc.location())
                          .map(DocumentKey::file)
                          .filter(key.file()::equals)
                          .isPresent());
      return another
          || job.source.all().stream()
              .noneMatch(entry -> keys.fileHash(new FileId(entry.id())).equals(key.file()));
    }
  }

  /** Drops one step after the other, as long as it still fails. */
  private String shortened(long seed, List<Step> steps, String failure) throws Exception {
    List<Step> shortest = new ArrayList<>(steps);
    String why = failure;
    for (int i = 0; i < shortest.size(); ) {
      List<Step> shorter = new ArrayList<>(shortest);
      shorter.remove(i);
      Optional<String> still = play(shorter);
      if (still.isPresent()) {
        shortest = shorter;
        why = still.get();
      } else {
        i++;
      }
    }
    StringBuilder story = new StringBuilder("seed " + seed + ":\n");
    shortest.forEach(step -> story.append("  ").append(step).append('\n'));
    assertThat(shortest).isNotEmpty();
    return story.append(why).toString();
  }

  private static void delete(Path path) throws IOException {
    if (Files.exists(path)) {
      try (var all = Files.walk(path)) {
        for (Path each : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(each);
        }
      }
    }
  }
}
