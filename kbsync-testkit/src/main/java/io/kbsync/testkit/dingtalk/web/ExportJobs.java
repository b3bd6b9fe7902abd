package io.kbsync.testkit.dingtalk.web;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Exports on their way: what they give lies in the store once they are done. Thread-safe. */
final class ExportJobs {

  /** How far a job is. */
  enum State {
    PROCESSING,
    SUCCESS,
    FAILED
  }

  /** A job and how many times it still says that it is not done. */
  private static final class Job {
    private final String path;
    private final String url;
    private final String fileName;
    private byte @Nullable [] file;
    private int polls;
    private boolean stored;

    Job(String path, String url, String fileName, byte @Nullable [] file, int polls) {
      this.path = path;
      this.url = url;
      this.fileName = fileName;
      this.file = file;
      this.polls = polls;
    }
  }

  /**
   * A look at a job.
   *
   * @param url where its result is, or will be
   */
  record Progress(State state, String url) {}

  private final ObjectStore store;
  private final WebQuirks quirks;
  private final Secrets secrets;
  private final Map<String, Job> jobs = new HashMap<>();

  ExportJobs(ObjectStore store, WebQuirks quirks, Secrets secrets) {
    this.store = store;
    this.quirks = quirks;
    this.secrets = secrets;
  }

  /**
   * Begins a job and gives its id.
   *
   * @param file empty: what was uploaded cannot be exported, and the job fails
   */
  synchronized String begin(WebDocument document, String format, Optional<byte[]> file) {
    String path = store.newPath(format);
    String name = fileName(document, format);
    boolean fails = quirks.has(WebQuirks.Switch.JOBS_FAIL);
    String id = secrets.next("job").substring(0, 24);
    jobs.put(
        id,
        new Job(
            path,
            store.download(path, name),
            name,
            fails ? null : file.orElse(null),
            quirks.jobPolls()));
    return id;
  }

  /** Asks once: the state moves on by being asked. */
  synchronized Progress ask(String id) {
    Job job = jobs.get(id);
    if (job == null) {
      throw WebError.badRequest("jobId 不合法");
    }
    if (job.polls > 0) {
      job.polls--;
      return new Progress(State.PROCESSING, job.url);
    }
    if (job.file != null) {
      store.put(job.path, job.file, job.fileName);
      job.stored = true;
      job.file = null;
    }
    return new Progress(job.stored ? State.SUCCESS : State.FAILED, job.url);
  }

  /** Where the result of the job will be. */
  synchronized String url(String id) {
    Job job = jobs.get(id);
    if (job == null) {
      throw new IllegalArgumentException("No job " + id);
    }
    return job.url;
  }

  /** The name without the ending that marks online documents. */
  static String fileName(WebDocument document, String format) {
    String mark = "." + document.extension();
    String name = document.name();
    String title = name.endsWith(mark) ? name.substring(0, name.length() - mark.length()) : name;
    return title + "." + format;
  }
}
