package io.kbsync.source.dingtalk;

import io.kbsync.api.Calls;
import io.kbsync.api.ConnectorContext;
import io.kbsync.api.ConnectorException;
import io.kbsync.api.Interaction;
import io.kbsync.api.config.ConfigKey;
import io.kbsync.api.config.ConnectorConfig;
import io.kbsync.api.source.Folder;
import io.kbsync.api.source.Gap;
import io.kbsync.api.source.Listing;
import io.kbsync.api.source.Page;
import io.kbsync.api.source.RemoteContent;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.api.source.Rendition;
import io.kbsync.api.source.Root;
import io.kbsync.api.source.Source;
import io.kbsync.http.HttpSettings;
import io.kbsync.testkit.dingtalk.DingTalkSimulator;
import io.kbsync.testkit.dingtalk.DriveSpace;
import io.kbsync.testkit.dingtalk.KnowledgeBase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A simulated DingTalk, and a source that reads it. Exports are waited for in no time. */
final class Simulated implements AutoCloseable {

  final MovableClock clock = new MovableClock();
  final DingTalkSimulator dingTalk = DingTalkSimulator.builder().clock(clock).start();
  final RecordedCalls calls = new RecordedCalls();
  final List<Duration> exportPauses = new CopyOnWriteArrayList<>();
  final Path workDirectory;
  final Map<String, String> values = new LinkedHashMap<>();
  Interaction interaction = Interaction.NOBODY;
  HttpSettings http = HttpSettings.builder().build();
  private Source source;

  Simulated() {
    try {
      workDirectory = Files.createTempDirectory("kbsync-dingtalk");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    values.put("dingDingClientId", dingTalk.clientId());
    values.put("dingDingClientSecret", dingTalk.clientSecret());
    values.put("dingDingUserId", dingTalk.userId());
    values.put("dingDingApiUrl", dingTalk.apiUrl());
    values.put("dingDingOapiUrl", dingTalk.oapiUrl());
    values.put("dingDingDocsUrl", dingTalk.docsUrl());
  }

  /** The source; connected at the first call. */
  Source source() throws ConnectorException, InterruptedException {
    if (source == null) {
      source = connect();
    }
    return source;
  }

  /** The next call connects anew, as another start of the program does. */
  void restart() {
    if (source != null) {
      source.close();
      source = null;
    }
  }

  /** Another source over the same configuration and work directory. */
  Source connect() throws ConnectorException, InterruptedException {
    return DingTalkSource.connect(
        DingTalkSettings.of(config()), http, context(), exportPauses::add);
  }

  ConnectorConfig config() {
    return new Values(values);
  }

  ConnectorContext context() {
    return new ConnectorContext() {
      @Override
      public String job() {
        return "test";
      }

      @Override
      public Clock clock() {
        return clock;
      }

      @Override
      public Path workDirectory() {
        return workDirectory;
      }

      @Override
      public Calls calls() {
        return calls;
      }

      @Override
      public Interaction interaction() {
        return interaction;
      }
    };
  }

  static Root rootOf(DriveSpace space) {
    return new Root("drive/" + space.id(), space.name());
  }

  static Root rootOf(KnowledgeBase base) {
    return new Root("wiki/" + base.id() + "/" + base.root().uuid(), base.name());
  }

  Tree list(DriveSpace space) throws ConnectorException, InterruptedException {
    return list(rootOf(space));
  }

  Tree list(KnowledgeBase base) throws ConnectorException, InterruptedException {
    return list(rootOf(base));
  }

  /** Everything, in whatever way is cheapest. */
  Tree listAll(DriveSpace space) throws ConnectorException, InterruptedException {
    try (Listing listing = source().open(rootOf(space), Source.Walk.EVERYWHERE)) {
      return Tree.of(listing);
    }
  }

  Tree list(Root root) throws ConnectorException, InterruptedException {
    try (Listing listing = source().open(root, folder -> true)) {
      return Tree.of(listing);
    }
  }

  /** Fetches in the best form. */
  Fetched fetch(RemoteFile file) throws ConnectorException, InterruptedException, IOException {
    return fetch(file, file.renditions().get(0));
  }

  Fetched fetch(RemoteFile file, Rendition wanted)
      throws ConnectorException, InterruptedException, IOException {
    try (RemoteContent content = source().fetch(file, wanted)) {
      return new Fetched(
          content.stream().readAllBytes(),
          content.length(),
          content.rendition(),
          content.comparison());
    }
  }

  @Override
  public void close() throws IOException {
    if (source != null) {
      source.close();
    }
    dingTalk.close();
    try (var files = Files.walk(workDirectory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** What a fetch brought. */
  record Fetched(
      byte[] bytes, long length, Rendition rendition, RemoteContent.Comparison comparison) {

    String text() {
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  /** A whole listing. */
  record Tree(List<RemoteFile> files, List<Folder> folders, List<Gap> gaps) {

    static Tree of(Listing listing) throws ConnectorException, InterruptedException {
      Tree tree = new Tree(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
      for (Optional<Page> page = listing.next(); page.isPresent(); page = listing.next()) {
        tree.files.addAll(page.get().files());
        tree.folders.addAll(page.get().folders());
        tree.gaps.addAll(page.get().gaps());
      }
      return tree;
    }

    RemoteFile file(String name) {
      return files.stream()
          .filter(file -> file.name().equals(name))
          .findFirst()
          .orElseThrow(() -> new AssertionError("No " + name + " among " + files));
    }

    Folder folder(String name) {
      return folders.stream()
          .filter(folder -> folder.name().equals(name))
          .findFirst()
          .orElseThrow(() -> new AssertionError("No " + name + " among " + folders));
    }

    List<String> names() {
      return files.stream().map(RemoteFile::name).toList();
    }
  }

  /** Values as the engine binds them. */
  record Values(Map<String, String> texts) implements ConnectorConfig {

    @Override
    public <T> T get(ConfigKey<T> key) {
      return find(key).orElseThrow(() -> new IllegalArgumentException("no value for " + key));
    }

    @Override
    public <T> Optional<T> find(ConfigKey<T> key) {
      return Optional.ofNullable(texts.get(key.name())).or(key::defaultText).map(key::parse);
    }
  }
}
