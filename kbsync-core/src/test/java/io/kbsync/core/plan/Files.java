package io.kbsync.core.plan;

import io.kbsync.api.plan.Recorded;
import io.kbsync.api.sink.DocumentId;
import io.kbsync.api.source.FileId;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.api.source.Rendition;
import io.kbsync.api.source.Revision;
import io.kbsync.api.source.SourcePath;
import io.kbsync.core.listing.ListedFile;
import io.kbsync.core.state.FileRow;
import io.kbsync.core.state.StoredFile;
import io.kbsync.core.state.Trouble;
import io.kbsync.core.state.WantedName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The file {@code Base/Reports/May.docx}, as listed and as remembered. */
final class Files {

  static final Revision FIRST = Revision.of("version", "1");
  static final Revision SECOND = Revision.of("version", "2");
  static final SourcePath PATH = new SourcePath("Base", List.of("Reports", "May.docx"));

  private Files() {}

  static RemoteFile.Builder file() {
    return RemoteFile.builder(new FileId("f1"), "May.docx").extension("docx").revision(FIRST);
  }

  static ListedFile listed(RemoteFile.Builder file) {
    return new ListedFile(file.build(), PATH);
  }

  static Recorded recorded() {
    return recorded(FIRST, false);
  }

  static Recorded recorded(Revision revision, boolean adopted) {
    return new Recorded(
        new FileId("f1"), revision, "original", "original", "May.docx", PATH.toString(), adopted);
  }

  static FileRow row() {
    return row(null, null, false);
  }

  static FileRow row(@Nullable Instant nextCheck, @Nullable Trouble trouble, boolean replacing) {
    StoredFile stored =
        new StoredFile(
            new DocumentId("d1"),
            "May.docx",
            "",
            FIRST,
            Rendition.ORIGINAL.id(),
            "original",
            "x",
            3,
            false);
    return new FileRow(
        new FileId("f1"),
        "root",
        "May.docx",
        PATH.toString(),
        null,
        null,
        1,
        stored,
        "May.docx",
        PATH.toString(),
        "May.docx",
        new WantedName("May.docx", "May.docx"),
        false,
        null,
        nextCheck,
        trouble,
        replacing);
  }

  /** Known, and not in the sink. */
  static FileRow neverStored(@Nullable Trouble trouble) {
    return new FileRow(
        new FileId("f1"),
        "root",
        "May.docx",
        PATH.toString(),
        null,
        null,
        1,
        null,
        null,
        null,
        null,
        null,
        false,
        null,
        null,
        trouble,
        false);
  }
}
