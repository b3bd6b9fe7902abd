package io.kbsync.core.listing;

import io.kbsync.api.ConnectorException;
import io.kbsync.api.source.Folder;
import io.kbsync.api.source.Gap;
import io.kbsync.api.source.Listing;
import io.kbsync.api.source.Page;
import io.kbsync.api.source.RemoteContent;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.api.source.Rendition;
import io.kbsync.api.source.Root;
import io.kbsync.api.source.Scope;
import io.kbsync.api.source.Source;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Lists what it is told to, and fails where it is told to. */
final class ScriptedSource implements Source {

  /** A step of the listing. */
  @FunctionalInterface
  interface Step {
    Page take(Walk walk) throws ConnectorException;
  }

  private final Deque<Step> steps = new ArrayDeque<>();
  boolean closed;

  ScriptedSource page(List<RemoteFile> files, List<Folder> folders, Gap... gaps) {
    return step(walk -> new Page(files, folders, List.of(gaps)));
  }

  ScriptedSource step(Step step) {
    steps.add(step);
    return this;
  }

  @Override
  public Optional<Listing> recent(Root root, String mark, Walk walk) {
    return Optional.of(open(root, walk));
  }

  @Override
  public Listing open(Root root, Walk walk) {
    return new Listing() {
      @Override
      public Optional<Page> next() throws ConnectorException {
        Step step = steps.poll();
        return step == null ? Optional.empty() : Optional.of(step.take(walk));
      }

      @Override
      public void close() {
        closed = true;
      }
    };
  }

  @Override
  public List<Scope> scopes(Optional<Scope> parent) {
    throw new AssertionError("no choice is expected");
  }

  @Override
  public RemoteContent fetch(RemoteFile file, Rendition wanted) {
    throw new AssertionError("no content is expected");
  }

  @Override
  public void close() {}
}
