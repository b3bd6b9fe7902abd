package io.kbsync.api.source;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One choice on one level of a source: a kind of storage, a knowledge base, a Drive space. A leaf
 * carries its root. Immutable.
 */
public final class Scope {

  private final String id;
  private final String name;
  private final @Nullable Root root;
  private final @Nullable String detail;
  private final @Nullable String warning;

  private Scope(
      String id,
      String name,
      @Nullable Root root,
      @Nullable String detail,
      @Nullable String warning) {
    this.id = Objects.requireNonNull(id, "id");
    this.name = Objects.requireNonNull(name, "name");
    this.root = root;
    this.detail = detail;
    this.warning = warning;
  }

  /** A choice with further choices below it. */
  public static Scope branch(String id, String name) {
    return new Scope(id, name, null, null, null);
  }

  /** A choice that can be listed. */
  public static Scope leaf(String id, String name, Root root) {
    return new Scope(id, name, Objects.requireNonNull(root, "root"), null, null);
  }

  /** The same choice with a word beside its name, such as the account's role. */
  public Scope withDetail(String text) {
    return new Scope(id, name, root, text, warning);
  }

  /** The same choice with a warning about what will not work there. */
  public Scope withWarning(String text) {
    return new Scope(id, name, root, detail, text);
  }

  /** Unique on its level; accepted in the configuration beside the name. */
  public String id() {
    return id;
  }

  public String name() {
    return name;
  }

  /** Present for a leaf. */
  public Optional<Root> root() {
    return Optional.ofNullable(root);
  }

  public Optional<String> detail() {
    return Optional.ofNullable(detail);
  }

  public Optional<String> warning() {
    return Optional.ofNullable(warning);
  }

  @Override
  public String toString() {
    return name + " (" + id + ")";
  }
}
