package io.kbsync.api.filter;

import io.kbsync.api.source.Folder;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.api.source.SourcePath;
import java.util.List;

/**
 * Decides which files are wanted. One instance serves one run. {@code judge}, {@code mayContain}
 * and {@code excludes} decide by their arguments alone, without I/O; the engine calls them from one
 * thread.
 */
public interface Filter {

  Verdict judge(RemoteFile file, SourcePath path);

  /** False: no file below this folder can be wanted; the engine spends no call on it. */
  default boolean mayContain(Folder folder, SourcePath path) {
    return true;
  }

  /**
   * Asked of a folder for which {@link #mayContain} is false. True: an entry names the folder as
   * unwanted, and all below it; false: no entry asks for anything there, and a person decides on a
   * stored file that may have moved there.
   */
  default boolean excludes(Folder folder, SourcePath path) {
    return false;
  }

  /** True: {@link #mayContain} is true for every folder, so that nobody has to ask for each. */
  default boolean mayContainEverywhere() {
    return false;
  }

  /**
   * What a person should know after every root was listed completely: an entry that matched
   * nothing, say. One line each.
   */
  default List<String> warnings() {
    return List.of();
  }
}
