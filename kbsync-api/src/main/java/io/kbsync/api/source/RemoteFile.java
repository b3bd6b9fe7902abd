package io.kbsync.api.source;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A file as a listing shows it. Immutable. */
public final class RemoteFile {

  private final FileId id;
  private final String name;
  private final @Nullable String extension;
  private final @Nullable String parent;
  private final Revision revision;
  private final boolean settled;
  private final List<Rendition> renditions;
  private final String lane;
  private final long size;
  private final @Nullable Instant modifiedAt;
  private final @Nullable String webUrl;
  private final @Nullable String skipReason;
  private final Map<String, String> attributes;

  private RemoteFile(Builder builder) {
    this.id = builder.id;
    this.name = builder.name;
    this.extension = builder.extension;
    this.parent = builder.parent;
    this.revision = Objects.requireNonNull(builder.revision, "revision");
    this.settled = builder.settled;
    this.renditions = List.copyOf(builder.renditions);
    this.lane = builder.lane;
    this.size = builder.size;
    this.modifiedAt = builder.modifiedAt;
    this.webUrl = builder.webUrl;
    this.skipReason = builder.skipReason;
    this.attributes = Map.copyOf(builder.attributes);
  }

  public static Builder builder(FileId id, String name) {
    return new Builder(id, name);
  }

  public FileId id() {
    return id;
  }

  /** As the source names it, usually with its extension. Hostile: any characters, any length. */
  public String name() {
    return name;
  }

  /** The ending, without a dot, as the source says it; empty when there is none. */
  public Optional<String> extension() {
    return Optional.ofNullable(extension);
  }

  /** The name without the extension. */
  public String title() {
    String ending = "." + extension;
    boolean named =
        extension != null
            && name.length() > ending.length()
            && name.toLowerCase(Locale.ROOT).endsWith(ending.toLowerCase(Locale.ROOT));
    return named ? name.substring(0, name.length() - ending.length()) : name;
  }

  /** The id of the folder it lies in; empty directly below the root. */
  public Optional<String> parentId() {
    return Optional.ofNullable(parent);
  }

  public Revision revision() {
    return revision;
  }

  /**
   * False where the revision can lag behind the content, or is too young to be trusted: the engine
   * checks the content again later.
   */
  public boolean settled() {
    return settled;
  }

  /** The forms in which it can be had, the best first; at least one, unless it is skipped. */
  public List<Rendition> renditions() {
    return renditions;
  }

  /** The lane on which it is fetched, a key of {@link Source#lanes}. */
  public String lane() {
    return lane;
  }

  /** In bytes, as the source says; a hint, not the length of what will come. */
  public OptionalLong size() {
    return size < 0 ? OptionalLong.empty() : OptionalLong.of(size);
  }

  public Optional<Instant> modifiedAt() {
    return Optional.ofNullable(modifiedAt);
  }

  /** Where people read it in a browser. */
  public Optional<String> webUrl() {
    return Optional.ofNullable(webUrl);
  }

  /** Why the source has no way to give it (a shortcut, a kind without an export), if so. */
  public Optional<String> skipReason() {
    return Optional.ofNullable(skipReason);
  }

  /** What the source wants to find again in {@link Source#fetch}; opaque to the engine. */
  public Map<String, String> attributes() {
    return attributes;
  }

  @Override
  public String toString() {
    return name + " (" + id + ")";
  }

  /** Collects what is known of a file. Not thread-safe. */
  public static final class Builder {

    private final FileId id;
    private final String name;
    private @Nullable String extension;
    private @Nullable String parent;
    private @Nullable Revision revision;
    private boolean settled = true;
    private List<Rendition> renditions = List.of(Rendition.ORIGINAL);
    private String lane = Source.FILES;
    private long size = -1;
    private @Nullable Instant modifiedAt;
    private @Nullable String webUrl;
    private @Nullable String skipReason;
    private final Map<String, String> attributes = new LinkedHashMap<>();

    private Builder(FileId id, String name) {
      this.id = Objects.requireNonNull(id, "id");
      this.name = Objects.requireNonNull(name, "name");
    }

    /** Without a dot; null or empty: none. */
    public Builder extension(@Nullable String value) {
      this.extension = value == null || value.isEmpty() ? null : value;
      return this;
    }

    /** Null: directly below the root. */
    public Builder parent(@Nullable String folderId) {
      this.parent = folderId;
      return this;
    }

    public Builder revision(Revision value) {
      this.revision = value;
      return this;
    }

    public Builder settled(boolean value) {
      this.settled = value;
      return this;
    }

    /** The best first; the default is {@link Rendition#ORIGINAL} alone. */
    public Builder renditions(List<Rendition> bestFirst) {
      this.renditions = bestFirst;
      return this;
    }

    public Builder lane(String value) {
      this.lane = value;
      return this;
    }

    /** In bytes; negative: not known. */
    public Builder size(long bytes) {
      this.size = bytes;
      return this;
    }

    public Builder modifiedAt(@Nullable Instant value) {
      this.modifiedAt = value;
      return this;
    }

    public Builder webUrl(@Nullable String value) {
      this.webUrl = value;
      return this;
    }

    /** There is no way to have it, and why; the file is reported, never fetched. */
    public Builder skipped(String reason) {
      this.skipReason = reason;
      return this;
    }

    public Builder attribute(String key, String value) {
      attributes.put(key, value);
      return this;
    }

    public RemoteFile build() {
      return new RemoteFile(this);
    }
  }
}
