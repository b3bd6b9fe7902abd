package io.kbsync.core;

import io.kbsync.api.ConnectorException;
import io.kbsync.api.FatalException;
import io.kbsync.api.filter.Verdict;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.api.source.Root;
import io.kbsync.core.config.CoreKeys;
import io.kbsync.core.config.ExistingPolicy;
import io.kbsync.core.config.JobConfig;
import io.kbsync.core.listing.ListedFile;
import io.kbsync.core.listing.ListedPage;
import io.kbsync.core.listing.RootListing;
import io.kbsync.core.state.Control;
import io.kbsync.core.transfer.Workplace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * On a first run: whether documents that stand in the sink already, stored by hand or by another
 * program, are taken for the files of the same names. Settled once for a job, before anything is
 * written.
 */
final class ExistingDocuments {

  private final JobConfig config;
  private final EngineOptions options;
  private final Workplace at;
  private final Control control;

  ExistingDocuments(JobConfig config, EngineOptions options, Workplace at, Control control) {
    this.config = config;
    this.options = options;
    this.at = at;
    this.control = control;
  }

  /** Decides once, where the first listing meets documents that are not ours. */
  void settle(List<Root> roots) throws ConnectorException, InterruptedException {
    if (control.existing().isPresent()) {
      return;
    }
    if (at.state().inventory().foreignCount() == 0) {
      control.existing(ExistingPolicy.BESIDE.name());
      return;
    }
    Clashes clashes = survey(roots);
    if (clashes.count == 0) {
      control.existing(ExistingPolicy.BESIDE.name());
      return;
    }
    Optional<ExistingPolicy> policy = config.values().find(CoreKeys.EXISTING);
    if (policy.isEmpty()) {
      policy = options.existing().decide(clashes.count, clashes.example);
    }
    if (policy.isEmpty()) {
      throw undecided(clashes);
    }
    control.existing(policy.get().name());
  }

  private FatalException undecided(Clashes clashes) {
    return new FatalException(
        FatalException.Kind.REFUSED_VALUE,
        clashes.count
            + " documents that KBSync did not store hold names of files to sync, such as '"
            + clashes.example
            + "'. Nothing was written. Write existing=adopt to take them for the files' own (they"
            + " are replaced when a file changes), or existing=beside to store the files beside"
            + " them under other names.",
        null);
  }

  // A root that is refused is told of when it is listed; the others are settled without it.
  private Clashes survey(List<Root> roots) throws ConnectorException, InterruptedException {
    Clashes clashes = new Clashes();
    List<FatalException> refusals = new ArrayList<>();
    for (Root root : roots) {
      try {
        survey(root, clashes);
      } catch (FatalException e) {
        if (!Pass.mayConcernOneRoot(e)) {
          throw e;
        }
        refusals.add(e);
      }
    }
    if (!roots.isEmpty() && refusals.size() == roots.size()) {
      throw refusals.get(0);
    }
    return clashes;
  }

  private void survey(Root root, Clashes clashes) throws ConnectorException, InterruptedException {
    FilterChain filters = new FilterChain(config.newFilters());
    try (RootListing listing = RootListing.open(root, at.source(), at.fromSource(), filters)) {
      for (Optional<ListedPage> page = next(listing); page.isPresent(); page = next(listing)) {
        for (ListedFile file : page.get().files()) {
          if (filters.judge(file.file(), file.path()) instanceof Verdict.Included) {
            count(file.file(), clashes);
          }
        }
      }
    }
  }

  private Optional<ListedPage> next(RootListing listing)
      throws ConnectorException, InterruptedException {
    at.gate().pass();
    return listing.next();
  }

  private void count(RemoteFile file, Clashes clashes) {
    if (file.renditions().isEmpty()) {
      return;
    }
    String name = at.sink().nameRules().clean(file.renditions().get(0).nameOf(file));
    if (at.state().inventory().foreign(at.names().sameKey(name)).isPresent()) {
      clashes.count++;
      clashes.example = name;
    }
  }

  private static final class Clashes {
    private long count;
    private String example = "";
  }
}
