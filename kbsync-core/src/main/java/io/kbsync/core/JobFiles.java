package io.kbsync.core;

import io.kbsync.core.config.JobConfig;
import io.kbsync.core.state.JobHeldException;
import io.kbsync.core.state.JobLock;
import io.kbsync.core.state.JobState;
import io.kbsync.core.state.StateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the state of a job lies. */
record JobFiles(Path folder, String job) {

  private static final Logger log = LoggerFactory.getLogger(JobFiles.class);

  static JobFiles of(JobConfig config) throws StateException {
    return new JobFiles(PrivateFolders.make(config.stateDirectory()), config.job());
  }

  JobLock lock(String name, Instant now) throws JobHeldException, StateException {
    return JobLock.take(lockFile(), name, now);
  }

  Path lockFile() {
    return folder.resolve(job + ".lock");
  }

  Path stateFile() {
    return folder.resolve(job + ".db");
  }

  /** A folder of one run's content on its way. */
  Path spoolDirectory() throws StateException {
    return PrivateFolders.make(folder.resolve(job + ".spool"));
  }

  Path workDirectory(String connector) throws StateException {
    return PrivateFolders.make(folder.resolve(job + "." + connector.toLowerCase(Locale.ROOT)));
  }

  /** Opens the record; a damaged one is set aside first. For the holder of the lock only. */
  JobState openState(Instant now, Runnable beforeCommit) throws StateException {
    try {
      return JobState.open(stateFile(), beforeCommit);
    } catch (StateException e) {
      if (!JobState.isDamage(e)) {
        throw e;
      }
      setAside(now);
      return JobState.open(stateFile(), beforeCommit);
    }
  }

  /** Makes room for a new record in the place of a damaged one. For the holder of the lock only. */
  void setAside(Instant now) throws StateException {
    Path aside = stateFile().resolveSibling(job + ".damaged-" + now.getEpochSecond() + ".db");
    log.warn(
        "The job's state {} is damaged and was set aside as {}. A new one begins; documents are"
            + " recognised in the dataset, and nothing is uploaded twice.",
        stateFile(),
        aside);
    try {
      Files.move(stateFile(), aside);
      for (String companion : List.of("-wal", "-shm")) {
        Files.deleteIfExists(Path.of(stateFile() + companion));
      }
    } catch (IOException e) {
      throw new StateException(
          "The damaged state " + stateFile() + " cannot be set aside: " + e.getMessage(), e);
    }
  }
}
