package io.kbsync.core.filter;

import io.kbsync.api.filter.Filter;
import io.kbsync.api.filter.Verdict;
import io.kbsync.api.source.Folder;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.api.source.SourcePath;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Judges paths by {@code whiteList} and {@code blackList}. Used by one thread. */
final class PathListFilter implements Filter {

  private static final int FOLDERS_REMEMBERED = 1024;

  private final ListInUse whiteList;
  private final ListInUse blackList;
  private final Map<SourcePath, FolderHits> folders = new RecentFolders();

  PathListFilter(PathPatterns whiteList, PathPatterns blackList) {
    this.whiteList = ListInUse.whiteList(whiteList);
    this.blackList = ListInUse.blackList(blackList);
  }

  /** The entries that a folder, or one above it, meets. */
  private record FolderHits(@Nullable PathEntry black, @Nullable PathEntry white) {}

  @Override
  public Verdict judge(RemoteFile file, SourcePath path) {
    FolderHits above = hits(parent(path));
    PathForms forms = PathForms.ofFile(file, path);
    PathEntry black = blackList.hit(forms, above.black());
    PathEntry white = whiteList.hit(forms, above.white());
    if (black != null) {
      return new Verdict.Excluded(black.written());
    }
    return white != null || whiteList.isEmpty()
        ? Verdict.INCLUDE
        : new Verdict.NotSelected("no entry of whiteList asks for it");
  }

  @Override
  public boolean mayContain(Folder folder, SourcePath path) {
    FolderHits hits = hits(path);
    PathForms forms = PathForms.ofFolder(path);
    boolean wanted =
        hits.white() != null || whiteList.isEmpty() || whiteList.mayMeanSomethingBelow(forms);
    boolean enters = hits.black() == null && wanted;
    if (!enters) {
      whiteList.isNotEntered(forms);
      blackList.isNotEntered(forms);
    }
    return enters;
  }

  @Override
  public boolean excludes(Folder folder, SourcePath path) {
    return hits(path).black() != null;
  }

  @Override
  public boolean mayContainEverywhere() {
    return whiteList.isEmpty() && blackList.isEmpty();
  }

  @Override
  public List<String> warnings() {
    return Stream.concat(blackList.warnings().stream(), whiteList.warnings().stream()).toList();
  }

  private FolderHits hits(SourcePath folder) {
    FolderHits known = folders.get(folder);
    return known == null ? hitsFromRoot(folder) : known;
  }

  private FolderHits hitsFromRoot(SourcePath folder) {
    FolderHits hits = new FolderHits(null, null);
    for (int depth = 0; depth <= folder.segments().size(); depth++) {
      SourcePath path = new SourcePath(folder.root(), folder.segments().subList(0, depth));
      FolderHits known = folders.get(path);
      hits = known == null ? hitsOf(path, hits) : known;
      folders.put(path, hits);
    }
    return hits;
  }

  private FolderHits hitsOf(SourcePath path, FolderHits above) {
    PathForms forms = PathForms.ofFolder(path);
    return new FolderHits(blackList.hit(forms, above.black()), whiteList.hit(forms, above.white()));
  }

  private static SourcePath parent(SourcePath path) {
    List<String> segments = path.segments();
    return new SourcePath(path.root(), segments.subList(0, Math.max(0, segments.size() - 1)));
  }

  private static final class RecentFolders extends LinkedHashMap<SourcePath, FolderHits> {

    RecentFolders() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<SourcePath, FolderHits> eldest) {
      return size() > FOLDERS_REMEMBERED;
    }
  }
}
