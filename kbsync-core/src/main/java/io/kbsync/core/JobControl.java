package io.kbsync.core;

import io.kbsync.api.config.ConfigKey;
import io.kbsync.core.config.ConfigException;
import io.kbsync.core.config.JobConfig;
import io.kbsync.core.state.HeldRemoval;
import io.kbsync.core.state.JobLock;
import io.kbsync.core.state.JobState;
import io.kbsync.core.state.StateException;
import java.util.List;

/**
 * What people say to a job, also while another process runs it: that one sees it within two
 * seconds. Makes no request. Used by one thread.
 */
public final class JobControl implements AutoCloseable {

  private final JobConfig config;
  private final JobFiles files;
  private final JobState state;

  private JobControl(JobConfig config, JobFiles files, JobState state) {
    this.config = config;
    this.files = files;
    this.state = state;
  }

  /** Opens the job's state beside whoever runs the job. The caller closes it. */
  public static JobControl open(JobConfig config) throws StateException {
    JobFiles files = JobFiles.of(config);
    return new JobControl(config, files, JobState.open(files.stateFile()));
  }

  /** What is in flight ends, nothing new starts, until {@link #resume}; kept over restarts. */
  public void pause() {
    state.control().pause(true);
  }

  public void resume() {
    state.control().pause(false);
  }

  public JobStatus status() throws StateException {
    return new JobStatus(
        files.job(),
        JobLock.holderOf(files.lockFile()).orElse(null),
        state.control().isPaused(),
        state.runs().last().orElse(null),
        state.control().nextRun().orElse(null),
        state.files().count(),
        state.indexing().pending(),
        state.removals().held().size());
  }

  /** The removals that wait for a person. */
  public List<HeldRemoval> heldRemovals() {
    return state.removals().held();
  }

  /**
   * Lets exactly these removals through in the next run, as far as the files are still gone then.
   *
   * @return how many of them still waited
   */
  public int approve(List<HeldRemoval> shown) {
    return state.removals().approve(shown);
  }

  /**
   * Gives a root up: its documents go in the next run, unless that syncs the root.
   *
   * @param root its name, or its id
   * @return how many documents; 0 when no stored file belongs to such a root
   * @throws ConfigException where the configuration still names the root
   */
  public int forget(String root) throws ConfigException {
    boolean synced =
        RootChoice.lastNamed(config, state.control()).stream()
            .anyMatch(each -> each.id().equals(root) || each.name().equals(root));
    if (synced) {
      throw stillSynced(root);
    }
    return state.removals().giveUp(root);
  }

  private ConfigException stillSynced(String root) {
    List<ConfigKey<String>> keys = config.source().configSpec().scopeKeys();
    return ConfigException.ofKey(
        keys.get(keys.size() - 1).name(),
        "the job still syncs '"
            + root
            + "'. Take it out of the configuration first, then give it up; where another one of"
            + " that name is meant, give its id");
  }

  @Override
  public void close() {
    state.close();
  }
}
