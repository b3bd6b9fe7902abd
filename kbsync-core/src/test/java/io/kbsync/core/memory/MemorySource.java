package io.kbsync.core.memory;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kbsync.api.ConnectorContext;
import io.kbsync.api.ConnectorException;
import io.kbsync.api.PermanentException;
import io.kbsync.api.RetriableException;
import io.kbsync.api.config.ConfigKey;
import io.kbsync.api.config.ConfigSpec;
import io.kbsync.api.config.ConnectorConfig;
import io.kbsync.api.source.Changes;
import io.kbsync.api.source.FileId;
import io.kbsync.api.source.Folder;
import io.kbsync.api.source.Gap;
import io.kbsync.api.source.Listing;
import io.kbsync.api.source.Page;
import io.kbsync.api.source.Presence;
import io.kbsync.api.source.RemoteContent;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.api.source.Rendition;
import io.kbsync.api.source.Revision;
import io.kbsync.api.source.Root;
import io.kbsync.api.source.Scope;
import io.kbsync.api.source.Source;
import io.kbsync.api.source.SourceFactory;
import io.kbsync.api.source.WayCheck;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A tree in memory. Its world outlives the sources that are made of it. Thread-safe. */
public final class MemorySource implements SourceFactory {

  private static final int PAGE = 5;
  private static final ConfigKey<String> ROOT =
      ConfigKey.text("memoryRoot", "which root").defaultsTo("Space").build();

  /** A file of the world. */
  public record Entry(
      String id, String name, String folder, int version, String content, boolean settled) {}

  public final Moments moments = new Moments();

  /** Names of the files that were about to be fetched, as the engine told them, page by page. */
  public final List<List<String>> prepared = new CopyOnWriteArrayList<>();

  /** Those who listen to changes: each hears of one, or why its connection ends. */
  private final List<BlockingQueue<Optional<ConnectorException>>> listeners =
      new CopyOnWriteArrayList<>();

  private final Map<String, Entry> files = new LinkedHashMap<>();
  private final Map<String, Folder> folders = new LinkedHashMap<>();
  private final Set<String> denied = new HashSet<>();
  private final Set<String> unreadable = new HashSet<>();
  private final Map<String, String> skipped = new HashMap<>();
  private final Set<String> sizeless = new HashSet<>();
  private final Map<String, String> renamedMeanwhile = new LinkedHashMap<>();
  private final Map<String, Long> changed = new HashMap<>();
  private long changes;
  private boolean looks;
  private boolean telling;
  private @Nullable ConnectorException mute;

  /** From now on it can tell what changed last. */
  public synchronized MemorySource withLooks(boolean value) {
    looks = value;
    return this;
  }

  /** Tells of changes from now on, to whoever listens. */
  public synchronized void telling() {
    telling = true;
    mute = null;
  }

  /** Whoever listens hears that something changed. */
  public void tell() {
    listeners.forEach(each -> each.add(Optional.empty()));
  }

  /** Whoever listens loses the connection. */
  public void hangUp() {
    List.copyOf(listeners)
        .forEach(each -> each.add(Optional.of(new RetriableException("it hung up", null))));
  }

  /** Whoever wants to listen is refused from now on. */
  public synchronized void mute(ConnectorException why) {
    mute = why;
  }

  /** How many listen. */
  public int listeners() {
    return listeners.size();
  }

  /** Looks do not show this file or folder until it changes again. */
  public synchronized void unmarked(String id) {
    changed.remove(id);
  }

  private void mark(String id) {
    changed.put(id, ++changes);
  }

  public synchronized MemorySource folder(String id, String name, String parent) {
    folders.put(id, new Folder(id, parent.isEmpty() ? null : parent, name));
    mark(id);
    return this;
  }

  public synchronized MemorySource file(String id, String name, String content) {
    return file(id, name, "", content);
  }

  public synchronized MemorySource file(String id, String name, String folder, String content) {
    files.put(id, new Entry(id, name, folder, 1, content, true));
    mark(id);
    return this;
  }

  public synchronized void edit(String id, String content) {
    files.computeIfPresent(
        id, (key, e) -> new Entry(id, e.name(), e.folder(), e.version() + 1, content, e.settled()));
    mark(id);
  }

  /** The content changes and the revision does not show it. */
  public synchronized void editUnseen(String id, String content) {
    files.computeIfPresent(
        id, (key, e) -> new Entry(id, e.name(), e.folder(), e.version(), content, e.settled()));
  }

  public synchronized void unsettled(String id) {
    files.computeIfPresent(
        id, (key, e) -> new Entry(id, e.name(), e.folder(), e.version(), e.content(), false));
  }

  public synchronized void touch(String id) {
    files.computeIfPresent(
        id,
        (key, e) -> new Entry(id, e.name(), e.folder(), e.version() + 1, e.content(), e.settled()));
    mark(id);
  }

  public synchronized void rename(String id, String name) {
    files.computeIfPresent(
        id, (key, e) -> new Entry(id, name, e.folder(), e.version(), e.content(), e.settled()));
  }

  /** It is renamed while it is listed: the next listings show it again, with its newer name. */
  public synchronized void renameMeanwhile(String id, String name) {
    renamedMeanwhile.put(id, name);
  }

  public synchronized void move(String id, String folder) {
    files.computeIfPresent(
        id, (key, e) -> new Entry(id, e.name(), folder, e.version(), e.content(), e.settled()));
  }

  public synchronized void delete(String id) {
    files.remove(id);
  }

  /** The account may not look at this file any more: listings do not show it. */
  public synchronized void deny(String id) {
    denied.add(id);
  }

  /** A listing cannot read this folder. */
  public synchronized void unreadable(String folder, boolean value) {
    if (value) {
      unreadable.add(folder);
    } else {
      unreadable.remove(folder);
    }
  }

  public synchronized void skip(String id, String reason) {
    skipped.put(id, reason);
  }

  /** Listings do not say how large this file is. */
  public synchronized void sizeless(String id) {
    sizeless.add(id);
  }

  public synchronized boolean has(String id) {
    return files.containsKey(id);
  }

  /** All files, those included that the account may not look at. */
  public synchronized List<Entry> all() {
    return List.copyOf(files.values());
  }

  /** The files that a listing shows. */
  public synchronized List<Entry> visible() {
    return files.values().stream().filter(e -> !denied.contains(e.id())).toList();
  }

  /** What is there, by name. */
  public synchronized Map<String, String> contents() {
    return files.values().stream()
        .filter(e -> !denied.contains(e.id()))
        .collect(Collectors.toMap(Entry::name, Entry::content));
  }

  @Override
  public String type() {
    return "Memory";
  }

  @Override
  public ConfigSpec configSpec() {
    return ConfigSpec.builder().scopeKey(ROOT).build();
  }

  @Override
  public Source create(ConnectorConfig config, ConnectorContext context) {
    return new Connected();
  }

  private final class Connected implements Source {

    @Override
    public List<Scope> scopes(Optional<Scope> parent) {
      return List.of(
          Scope.leaf("space", "Space", new Root("space", "Space")),
          Scope.leaf("other", "Other", new Root("other", "Other")));
    }

    @Override
    public Listing open(Root root, Walk walk) throws ConnectorException, InterruptedException {
      moments.before("open");
      return new MemoryListing(root.id().equals("space"), walk);
    }

    @Override
    public Optional<Listing> recent(Root root, String mark, Walk walk)
        throws ConnectorException, InterruptedException {
      moments.before("recent");
      synchronized (MemorySource.this) {
        return looks ? Optional.of(new MemoryLook(Long.parseLong(mark))) : Optional.empty();
      }
    }

    @Override
    public Optional<Changes> changes(List<Root> roots)
        throws ConnectorException, InterruptedException {
      moments.before("changes");
      synchronized (MemorySource.this) {
        if (mute != null) {
          throw mute;
        }
        return telling ? Optional.of(new MemoryChanges()) : Optional.empty();
      }
    }

    @Override
    public Map<FileId, Presence> presence(List<FileId> ids)
        throws ConnectorException, InterruptedException {
      moments.before("presence");
      synchronized (MemorySource.this) {
        return ids.stream()
            .collect(
                Collectors.toMap(
                    id -> id,
                    id ->
                        denied.contains(id.value())
                            ? Presence.DENIED
                            : files.containsKey(id.value()) ? Presence.PRESENT : Presence.GONE));
      }
    }

    @Override
    public List<WayCheck> browserWays(RemoteFile file) throws PermanentException {
      if (file.name().startsWith("secret")) {
        throw PermanentException.skipped("no download permission");
      }
      return List.of(new WayCheck("the way to " + file.name(), true, "", ""));
    }

    @Override
    public void prepare(Root root, List<RemoteFile> wanted)
        throws ConnectorException, InterruptedException {
      moments.before("prepare");
      prepared.add(wanted.stream().map(RemoteFile::name).toList());
    }

    @Override
    public RemoteContent fetch(RemoteFile file, Rendition wanted)
        throws ConnectorException, InterruptedException {
      moments.before("fetch");
      moments.before("fetch " + file.name());
      Entry entry;
      synchronized (MemorySource.this) {
        entry = files.get(file.id().value());
      }
      if (entry == null) {
        throw PermanentException.failed("it is gone", null);
      }
      byte[] bytes = entry.content().getBytes(UTF_8);
      moments.after("fetch");
      return RemoteContent.original(new ByteArrayInputStream(bytes), bytes.length);
    }

    @Override
    public Map<String, Integer> lanes() {
      return Map.of(FILES, 3);
    }

    @Override
    public void close() {}
  }

  private final class MemoryListing implements Listing {

    private final List<Page> pages;
    private final Optional<String> mark;
    private int turned;

    MemoryListing(boolean here, Source.Walk walk) {
      synchronized (MemorySource.this) {
        this.mark = looks ? Optional.of(Long.toString(changes)) : Optional.empty();
        this.pages = here ? pages(walk) : List.of();
      }
    }

    @Override
    public Optional<Page> next() throws ConnectorException, InterruptedException {
      moments.before("next");
      Optional<Page> page =
          turned < pages.size() ? Optional.of(pages.get(turned)) : Optional.empty();
      moments.after("next");
      // A page whose reading failed comes again.
      turned++;
      return page;
    }

    @Override
    public Optional<String> mark() {
      return mark;
    }

    @Override
    public void close() {}

    private List<Page> pages(Source.Walk walk) {
      List<Page> all = new ArrayList<>();
      List<String> walked = new ArrayList<>(List.of(""));
      List<Gap> gaps = new ArrayList<>();
      for (int i = 0; i < walked.size(); i++) {
        String here = walked.get(i);
        List<Folder> below =
            folders.values().stream()
                .filter(folder -> folder.parentId().orElse("").equals(here))
                .toList();
        all.add(new Page(List.of(), below, List.of()));
        for (Folder folder : below) {
          if (unreadable.contains(folder.id())) {
            gaps.add(new Gap(folder.id(), "no right to read it"));
          } else if (walk.enters(folder)) {
            walked.add(folder.id());
          }
        }
        filesIn(here, all);
      }
      all.add(new Page(List.of(), List.of(), gaps));
      renamedMeanwhile.forEach(MemorySource.this::rename);
      List<RemoteFile> again =
          renamedMeanwhile.keySet().stream()
              .map(id -> remote(Objects.requireNonNull(files.get(id))))
              .toList();
      all.add(new Page(again, List.of(), List.of()));
      return all;
    }

    private void filesIn(String folder, List<Page> all) {
      List<RemoteFile> here =
          files.values().stream()
              .filter(e -> e.folder().equals(folder) && !denied.contains(e.id()))
              .map(MemorySource.this::remote)
              .toList();
      for (int i = 0; i < here.size(); i += PAGE) {
        all.add(new Page(here.subList(i, Math.min(here.size(), i + PAGE)), List.of(), List.of()));
      }
    }
  }

  /** One page of what changed after a mark, newest first. */
  private final class MemoryLook implements Listing {

    private final String mark;
    private Optional<Page> page;

    MemoryLook(long after) {
      this.mark = Long.toString(changes);
      List<String> newestFirst =
          changed.entrySet().stream()
              .filter(each -> each.getValue() > after)
              .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
              .map(Map.Entry::getKey)
              .toList();
      this.page =
          Optional.of(
              new Page(
                  newestFirst.stream()
                      .filter(id -> files.containsKey(id) && !denied.contains(id))
                      .map(id -> remote(Objects.requireNonNull(files.get(id))))
                      .toList(),
                  newestFirst.stream().flatMap(id -> Stream.ofNullable(folders.get(id))).toList(),
                  List.of()));
    }

    @Override
    public Optional<Page> next() throws ConnectorException, InterruptedException {
      moments.before("next");
      Optional<Page> next = page;
      page = Optional.empty();
      return next;
    }

    @Override
    public Optional<String> mark() {
      return Optional.of(mark);
    }

    @Override
    public void close() {}
  }

  private final class MemoryChanges implements Changes {

    private final BlockingQueue<Optional<ConnectorException>> heard = new LinkedBlockingQueue<>();

    MemoryChanges() {
      listeners.add(heard);
    }

    @Override
    public void await() throws ConnectorException, InterruptedException {
      Optional<ConnectorException> end = heard.take();
      if (end.isPresent()) {
        throw end.get();
      }
    }

    @Override
    public void close() {
      listeners.remove(heard);
    }
  }

  private RemoteFile remote(Entry e) {
    RemoteFile.Builder builder =
        RemoteFile.builder(new FileId(e.id()), e.name())
            .parent(e.folder().isEmpty() ? null : e.folder())
            .revision(Revision.of("version", String.valueOf(e.version())))
            .settled(e.settled());
    if (!sizeless.contains(e.id())) {
      builder.size(e.content().length());
    }
    Optional.ofNullable(skipped.get(e.id())).ifPresent(builder::skipped);
    return builder.build();
  }
}
