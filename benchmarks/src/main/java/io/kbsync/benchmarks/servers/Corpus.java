package io.kbsync.benchmarks.servers;

import io.kbsync.testkit.dingtalk.DriveSpace;
import io.kbsync.testkit.dingtalk.Entry;
import io.kbsync.testkit.ragflow.RagflowDataset;
import io.kbsync.testkit.ragflow.RagflowDocument;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The files of a benchmark: text that differs from file to file, a hundred in a folder. The same
 * spec always makes the same files.
 *
 * @param files how many
 * @param size bytes of each
 */
record Corpus(int files, int size) {

  private static final int IN_FOLDER = 100;

  static String folder(int file) {
    return "folder-%05d".formatted(file / IN_FOLDER);
  }

  static String name(int file) {
    return "file-%07d.txt".formatted(file);
  }

  byte[] content(int file) {
    byte[] start = "File number %d.\n".formatted(file).getBytes(StandardCharsets.US_ASCII);
    byte[] content = new byte[size];
    for (int i = 0; i < size; i++) {
      content[i] = i < start.length ? start[i] : (byte) (i % 64 == 63 ? '\n' : 'a' + i % 26);
    }
    return content;
  }

  /** Makes the files, and adds them to the list in the order of their numbers. */
  void fill(DriveSpace space, List<Entry> made) {
    Entry folder = space.root();
    for (int i = 0; i < files; i++) {
      if (i % IN_FOLDER == 0) {
        folder = space.root().addFolder(folder(i));
      }
      made.add(folder.addFile(name(i), content(i)));
    }
  }

  /** Uploads the files by their names, as a person would, and has them parsed. */
  void fill(RagflowDataset dataset) {
    for (int i = 0; i < files; i++) {
      dataset.finish(dataset.upload(name(i), content(i)).id(), 1);
    }
  }

  /** Empty where the dataset holds exactly these files, all of them searchable. */
  String differenceTo(RagflowDataset dataset) {
    Map<String, RagflowDocument> byName = new HashMap<>();
    dataset.documents().forEach(document -> byName.put(document.name(), document));
    int missing = 0;
    int other = 0;
    int unsearchable = 0;
    for (int i = 0; i < files; i++) {
      RagflowDocument document = byName.get(name(i));
      if (document == null) {
        missing++;
      } else if (!document.sha256().equals(sha256(content(i)))) {
        other++;
      } else if (!document.searchable()) {
        unsearchable++;
      }
    }
    int foreign = dataset.size() - files + missing;
    return missing + other + unsearchable + foreign == 0
        ? ""
        : "%d missing, %d with another content, %d not searchable, %d too many"
            .formatted(missing, other, unsearchable, foreign);
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
