package io.kbsync.testkit.dingtalk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A folder, file, online document or shortcut, in Drive or in a knowledge base. Its ids stay
 * through every change. Thread-safe; each method takes effect at once for whoever asks the
 * simulator.
 */
public final class Entry {

  /** A saved state of the content. */
  record Version(long number, Content content, Instant savedAt) {}

  private final DingTalkWorld world;
  private final String spaceId;
  private final @Nullable KnowledgeBase base;
  private final String id;
  private final String uuid;
  private final Kind kind;
  private final Instant createdAt;
  private final List<Entry> children = new ArrayList<>();
  private final List<Version> versions = new ArrayList<>();
  private @Nullable Entry parent;
  private String name;
  private Content content;
  private Instant modifiedAt;
  private boolean deleted;
  private boolean purged;
  private boolean denied;
  private @Nullable Long shownSize;

  /**
   * What an entry is for its whole life.
   *
   * @param storageDriver DINGTALK for what downloads, ALIDOC for online documents
   * @param extension null: what the name says
   */
  record Kind(boolean folder, String storageDriver, @Nullable String extension) {
    static final Kind FOLDER = new Kind(true, "DINGTALK", null);
    static final Kind FILE = new Kind(false, "DINGTALK", null);
    static final Kind FOLDER_SHORTCUT = new Kind(true, "ALIDOC", "dlink");
    static final Kind FILE_SHORTCUT = new Kind(false, "ALIDOC", "dlink");

    static Kind online(OnlineKind kind) {
      return new Kind(false, "ALIDOC", kind.extension());
    }
  }

  /** The root of a Drive space, or of this knowledge base. */
  Entry(DingTalkWorld world, String spaceId, @Nullable KnowledgeBase base, String id) {
    this(world, spaceId, base, id, null, "", Kind.FOLDER, new Content.Opaque());
  }

  private Entry(
      DingTalkWorld world,
      String spaceId,
      @Nullable KnowledgeBase base,
      String id,
      @Nullable Entry parent,
      String name,
      Kind kind,
      Content content) {
    this.world = world;
    this.spaceId = spaceId;
    this.base = base;
    this.id = id;
    this.uuid = world.ids().uuid();
    this.parent = parent;
    this.name = name;
    this.kind = kind;
    this.content = content;
    this.createdAt = world.nextInstant();
    this.modifiedAt = createdAt;
    versions.add(new Version(1, content, createdAt));
    world.register(this);
  }

  public Entry addFolder(String folderName) {
    return add(folderName, Kind.FOLDER, new Content.Opaque());
  }

  /** An uploaded file; so are Word, Excel and PowerPoint files made in Drive. */
  public Entry addFile(String fileName, byte[] bytes) {
    return add(fileName, Kind.FILE, Content.of(bytes));
  }

  /** An uploaded file that holds this text in UTF-8. */
  public Entry addFile(String fileName, String text) {
    return add(fileName, Kind.FILE, Content.of(text));
  }

  /** An online text document, shown as {@code title.adoc}. */
  public Entry addDocument(String title, Block... blocks) {
    return add(title + ".adoc", Kind.online(OnlineKind.ADOC), Content.of(blocks));
  }

  /** An online spreadsheet, shown as {@code title.axls}. */
  public Entry addSheet(String title, List<List<String>> rows) {
    return add(title + ".axls", Kind.online(OnlineKind.AXLS), Content.of(rows));
  }

  /** An online document without content that could be read; text and sheets start empty. */
  public Entry addOnline(OnlineKind online, String title) {
    Content start =
        switch (online) {
          case ADOC -> Content.of();
          case AXLS -> Content.of(List.<List<String>>of());
          default -> new Content.Opaque();
        };
    return add(title + "." + online.extension(), Kind.online(online), start);
  }

  /** A shortcut: listed with the extension dlink, without content, or children of its own. */
  public Entry addShortcut(Entry target) {
    Kind shortcut = target.isFolder() ? Kind.FOLDER_SHORTCUT : Kind.FILE_SHORTCUT;
    return add(target.name(), shortcut, new Content.Opaque());
  }

  private Entry add(String childName, Kind childKind, Content childContent) {
    synchronized (world) {
      Entry child =
          new Entry(
              world, spaceId, null, world.ids().number(), this, childName, childKind, childContent);
      children.add(child);
      world.rearranged();
      world.happened(child, EventType.CREATE);
      return child;
    }
  }

  /** Saves other content: the next version, with a new modification time. */
  public void edit(Content changed) {
    synchronized (world) {
      content = changed;
      modifiedAt = world.nextInstant();
      versions.add(new Version(version() + 1, changed, modifiedAt));
      world.rearranged();
      world.happened(this, EventType.UPDATE);
    }
  }

  /** Saves this text in UTF-8 as the next version. */
  public void edit(String text) {
    edit(Content.of(text));
  }

  /** The content changes, and neither version nor time tell, as with a freshly edited document. */
  public void editUnnoticed(Content changed) {
    synchronized (world) {
      content = changed;
      versions.set(versions.size() - 1, new Version(version(), changed, modifiedAt));
    }
  }

  /** Another name; the content's version and time stay. */
  public void rename(String newName) {
    synchronized (world) {
      name = newName;
      world.happened(this, EventType.UPDATE);
    }
  }

  /** Another folder of the same Drive space, or page of any knowledge base. */
  public void moveTo(Entry newParent) {
    synchronized (world) {
      if (!newParent.spaceId.equals(spaceId) || parent == null) {
        throw new IllegalArgumentException(name + " cannot move to " + newParent.name);
      }
      parent.children.remove(this);
      newParent.children.add(this);
      parent = newParent;
      world.rearranged();
      world.happened(this, EventType.UPDATE);
    }
  }

  /** Into the recycle bin, with everything below. */
  public void delete() {
    synchronized (world) {
      deleted = true;
      world.happened(this, EventType.DELETE);
    }
  }

  /** Out of the recycle bin again. */
  public void restore() {
    synchronized (world) {
      deleted = false;
      world.happened(this, EventType.UPDATE);
    }
  }

  /** Away for good: even its id is unknown. */
  public void purge() {
    synchronized (world) {
      deleted = true;
      purged = true;
      world.happened(this, EventType.DELETE);
    }
  }

  /** The account loses its right to see this and what is below. */
  public void deny() {
    synchronized (world) {
      denied = true;
    }
  }

  /** The account sees it again. */
  public void allow() {
    synchronized (world) {
      denied = false;
    }
  }

  /** Listings tell this size, whatever a download brings; null: the true one again. */
  public void showSize(@Nullable Long bytes) {
    synchronized (world) {
      shownSize = bytes;
    }
  }

  /** The numeric id that the storage calls take. */
  public String dentryId() {
    return id;
  }

  /** The id that the knowledge base and document calls take: nodeId, dentryUuid. */
  public String uuid() {
    return uuid;
  }

  /** The Drive space, or the pool in which the organisation keeps the files of all bases. */
  public String spaceId() {
    return spaceId;
  }

  public String name() {
    synchronized (world) {
      return name;
    }
  }

  public boolean isFolder() {
    return kind.folder();
  }

  /** What it holds now. */
  public Content content() {
    synchronized (world) {
      return content;
    }
  }

  /** How many states were saved; 1 for what was never edited. */
  public long version() {
    synchronized (world) {
      return versions.get(versions.size() - 1).number();
    }
  }

  @Override
  public String toString() {
    return path();
  }

  // The rest is for the simulator, which holds the world's lock.

  boolean isRoot() {
    return parent == null;
  }

  boolean isOnline() {
    return kind.storageDriver().equals("ALIDOC");
  }

  boolean isShortcut() {
    return "dlink".equals(kind.extension());
  }

  Kind kind() {
    return kind;
  }

  /** The knowledge base it lies in now; empty in Drive. */
  Optional<KnowledgeBase> base() {
    return parent == null ? Optional.ofNullable(base) : parent.base();
  }

  String parentId() {
    return parent == null ? "0" : parent.id;
  }

  Instant createdAt() {
    return createdAt;
  }

  Instant modifiedAt() {
    return modifiedAt;
  }

  List<Version> versions() {
    return List.copyOf(versions);
  }

  /** In the recycle bin, itself or something above it. */
  boolean isDeleted() {
    return deleted || (parent != null && parent.isDeleted());
  }

  boolean isPurged() {
    return purged || (parent != null && parent.isPurged());
  }

  boolean isDenied() {
    return denied || (parent != null && parent.isDenied());
  }

  /** What a listing of this folder or page shows, in the order of their making. */
  List<Entry> shownChildren() {
    return children.stream().filter(child -> !child.deleted && !child.denied).toList();
  }

  long size() {
    return shownSize == null ? content.size() : shownSize;
  }

  /** The ending without a dot; empty for folders and names without one. */
  Optional<String> extension() {
    if (kind.folder() || kind.extension() != null) {
      return Optional.ofNullable(kind.extension());
    }
    int dot = name.lastIndexOf('.');
    return dot < 0 || dot == name.length() - 1
        ? Optional.empty()
        : Optional.of(name.substring(dot + 1));
  }

  /** The names from the root down, each after a slash. */
  String path() {
    return parent == null ? "" : parent.path() + "/" + name;
  }

  /** This and everything below, shown or not. */
  void collect(Collection<Entry> all) {
    all.add(this);
    children.forEach(child -> child.collect(all));
  }
}
