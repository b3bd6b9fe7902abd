package io.kbsync.core;

import io.kbsync.api.filter.Filter;
import io.kbsync.api.filter.Verdict;
import io.kbsync.api.source.FileId;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.api.source.Root;
import io.kbsync.api.source.SourcePath;
import io.kbsync.core.listing.ListedFile;
import io.kbsync.core.state.Departed;
import io.kbsync.core.state.FileRecords.Exclusion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the filters want: of the files that are listed, and of those that are not any more. */
final class Selection {

  private final Filter filters;
  private final List<Root> roots;

  Selection(Filter filters, List<Root> roots) {
    this.filters = filters;
    this.roots = List.copyOf(roots);
  }

  /**
   * A page of files, sifted.
   *
   * @param wanted in the order of the listing
   */
  record Sifted(Map<FileId, ListedFile> wanted, List<LeftOut> leftOut) {}

  /** A listed file that is not wanted. */
  record LeftOut(ListedFile file, Exclusion why) {}

  Sifted sift(List<ListedFile> files) {
    Map<FileId, ListedFile> wanted = new LinkedHashMap<>();
    List<LeftOut> leftOut = new ArrayList<>();
    for (ListedFile file : files) {
      Exclusion exclusion = exclusion(file);
      if (exclusion == null) {
        wanted.put(file.file().id(), file);
      } else {
        leftOut.add(new LeftOut(file, exclusion));
      }
    }
    return new Sifted(wanted, leftOut);
  }

  /** Null: it is wanted. */
  private @Nullable Exclusion exclusion(ListedFile file) {
    Verdict verdict = filters.judge(file.file(), file.path());
    if (verdict instanceof Verdict.Excluded excluded) {
      return new Exclusion(Departed.Kind.EXCLUDED, excluded.by());
    }
    if (verdict instanceof Verdict.NotSelected missed) {
      return new Exclusion(Departed.Kind.NOT_SELECTED, missed.reason());
    }
    return null;
  }

  /** Whether a file that was not listed lies where the filters want nothing any more. */
  Departed refilter(Departed departed) {
    if (departed.kind() != Departed.Kind.VANISHED) {
      return departed;
    }
    String name = departed.recorded().name();
    int dot = name.lastIndexOf('.');
    RemoteFile file =
        RemoteFile.builder(departed.file(), name)
            .extension(dot < 0 ? null : name.substring(dot + 1))
            .revision(departed.recorded().revision())
            .build();
    Verdict verdict = filters.judge(file, pathOf(departed));
    if (verdict instanceof Verdict.Excluded excluded) {
      return departed.withKind(Departed.Kind.EXCLUDED, excluded.by());
    }
    if (verdict instanceof Verdict.NotSelected missed) {
      return departed.withKind(Departed.Kind.NOT_SELECTED, missed.reason());
    }
    return departed;
  }

  private SourcePath pathOf(Departed departed) {
    String path = departed.path();
    String root =
        roots.stream()
            .filter(each -> each.id().equals(departed.root()))
            .map(Root::name)
            .findFirst()
            .orElse("");
    String within = path.startsWith(root + "/") ? path.substring(root.length() + 1) : path;
    return new SourcePath(root, List.of(within.split("/", -1)));
  }
}
