package io.kbsync.core;

import io.kbsync.api.filter.Filter;
import io.kbsync.api.filter.Verdict;
import io.kbsync.api.source.Folder;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.api.source.SourcePath;
import java.util.List;

/**
 * All filters of a job as one: an entry that excludes a file wins over one that does not select it.
 */
final class FilterChain implements Filter {

  private final List<Filter> filters;
  private boolean leftOutUnasked;

  FilterChain(List<Filter> filters) {
    this.filters = List.copyOf(filters);
  }

  @Override
  public Verdict judge(RemoteFile file, SourcePath path) {
    Verdict verdict = Verdict.INCLUDE;
    for (Filter filter : filters) {
      Verdict next = filter.judge(file, path);
      if (next instanceof Verdict.Excluded) {
        return next;
      }
      if (next instanceof Verdict.NotSelected) {
        verdict = next;
      }
    }
    return verdict;
  }

  @Override
  public boolean mayContain(Folder folder, SourcePath path) {
    boolean may = filters.stream().allMatch(filter -> filter.mayContain(folder, path));
    leftOutUnasked |= !may && !excludes(folder, path);
    return may;
  }

  @Override
  public boolean excludes(Folder folder, SourcePath path) {
    return filters.stream().anyMatch(filter -> filter.excludes(folder, path));
  }

  /** Whether a folder was left out so far that no entry excludes, and none asks for either. */
  boolean leftOutUnasked() {
    return leftOutUnasked;
  }

  @Override
  public boolean mayContainEverywhere() {
    return filters.stream().allMatch(Filter::mayContainEverywhere);
  }
}
