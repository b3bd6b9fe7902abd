package io.kbsync.examples.folder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kbsync.api.PermanentException;
import io.kbsync.api.sink.DocumentId;
import io.kbsync.api.sink.DocumentKey;
import io.kbsync.api.sink.Label;
import io.kbsync.api.sink.NameTakenException;
import io.kbsync.api.sink.StoredDocument;
import io.kbsync.api.sink.Upload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderSinkTest {

  private static final DocumentKey KEY = key("1");
  private static final DocumentKey NEXT = key("2");

  @TempDir Path folder;
  private FolderSink sink;

  @BeforeEach
  void open() {
    sink = new FolderSink(folder);
  }

  @Test
  void a_document_is_found_by_its_key_until_it_is_labelled() throws Exception {
    StoredDocument put = sink.put(upload(KEY, "content"));
    assertThat(put.name()).isEqualTo(KEY + ".txt");
    assertThat(sink.find(KEY)).contains(put);
    assertThat(sink.find(NEXT)).isEmpty();

    label(put.id(), "May.txt", null);

    assertThat(sink.find(KEY)).isEmpty();
    assertThat(folder.resolve("May.txt")).hasContent("content");
    assertThat(documents())
        .containsExactly(
            new StoredDocument(put.id(), "May.txt", KEY, put.createdAtMillis(), put.status()));
  }

  @Test
  void what_is_known_of_documents_outlives_the_sink() throws Exception {
    StoredDocument put = sink.put(upload(KEY, "content"));
    label(put.id(), "May.txt", null);
    List<StoredDocument> before = documents();
    open();
    assertThat(documents()).isEqualTo(before);
    label(put.id(), "June.txt", put.id());
    assertThat(folder.resolve("June.txt")).hasContent("content");
  }

  @Test
  void a_name_of_somebody_else_is_taken_and_their_file_stays() throws Exception {
    Files.writeString(folder.resolve("May.txt"), "theirs");
    StoredDocument put = sink.put(upload(KEY, "ours"));

    assertThatThrownBy(() -> label(put.id(), "May.txt", null))
        .isInstanceOf(NameTakenException.class);

    assertThat(folder.resolve("May.txt")).hasContent("theirs");
    assertThat(sink.find(KEY)).contains(put);
  }

  @Test
  void files_of_others_are_documents_without_a_key() throws Exception {
    Files.writeString(folder.resolve("theirs.txt"), "theirs");
    Files.writeString(folder.resolve(".hidden"), "no document");
    Files.createDirectory(folder.resolve("no document"));
    assertThat(documents())
        .singleElement()
        .satisfies(document -> assertThat(document.name()).isEqualTo("theirs.txt"))
        .satisfies(document -> assertThat(document.ownKey()).isEmpty());
    assertThat(sink.verify().documents()).isEqualTo(1);
  }

  @Test
  void a_file_of_others_keeps_its_id_when_it_is_adopted() throws Exception {
    Files.writeString(folder.resolve("theirs.txt"), "theirs");
    DocumentId id = documents().get(0).id();

    label(id, "May.txt", id);
    Files.writeString(folder.resolve("theirs.txt"), "a later one");

    assertThat(documents()).extracting(StoredDocument::name).contains("May.txt", "theirs.txt");
    assertThat(documents()).extracting(StoredDocument::id).contains(id).doesNotHaveDuplicates();
    sink.remove(id);
    assertThat(documents()).extracting(StoredDocument::name).containsExactly("theirs.txt");
  }

  @Test
  void metadata_that_people_added_goes_over_to_the_successor() throws Exception {
    DocumentId old = sink.put(upload(KEY, "old")).id();
    label(old, "May.txt", null);
    Files.writeString(sidecar(old), "metadata.owner=Li 李\n", UTF_8, StandardOpenOption.APPEND);
    DocumentId successor = sink.put(upload(NEXT, "new")).id();

    sink.label(successor, new Label("June.txt", Map.of("kbsync_file", "2")), old);

    assertThat(Sidecar.read(sidecar(successor)).metadata())
        .isEqualTo(Map.of("owner", "Li 李", "kbsync_file", "2"));
    assertThat(Sidecar.read(sidecar(old)).metadata()).containsKey("owner");
  }

  @Test
  void removing_takes_exactly_one_document_and_may_be_repeated() throws Exception {
    DocumentId going = sink.put(upload(KEY, "a")).id();
    DocumentId staying = sink.put(upload(NEXT, "b")).id();

    sink.remove(going);
    sink.remove(going);

    assertThat(documents()).extracting(StoredDocument::id).containsExactly(staying);
    assertThat(sidecar(going)).doesNotExist();
  }

  @Test
  void a_document_that_somebody_deleted_cannot_be_labelled() throws Exception {
    StoredDocument put = sink.put(upload(KEY, "a"));
    Files.delete(folder.resolve(put.name()));
    assertThatThrownBy(() -> label(put.id(), "May.txt", null))
        .isInstanceOf(PermanentException.class)
        .hasMessageContaining("is gone");
    assertThat(documents()).isEmpty();
  }

  @Test
  void a_renaming_that_was_cut_short_ends_under_the_new_name() throws Exception {
    StoredDocument put = sink.put(upload(KEY, "a"));
    Sidecar.read(sidecar(put.id())).goingTo("May.txt").write(sidecar(put.id()));
    assertThat(sink.find(KEY)).isPresent();

    Files.move(folder.resolve(put.name()), folder.resolve("May.txt"));
    assertThat(documents()).extracting(StoredDocument::id).containsExactly(put.id());

    label(put.id(), "May.txt", put.id());
    assertThat(folder.resolve("May.txt")).hasContent("a");
  }

  @Test
  void content_that_breaks_off_leaves_nothing_behind() {
    assertThatThrownBy(() -> sink.put(new Text(KEY, "x", true)))
        .isInstanceOf(PermanentException.class)
        .hasMessageContaining("Title");
    assertThat(folder).isDirectoryNotContaining("glob:**kbsync-*");
    assertThat(folder.resolve(".kbsync")).isEmptyDirectory();
  }

  private List<StoredDocument> documents() throws Exception {
    return sink.documents(null).documents();
  }

  private void label(DocumentId id, String name, @Nullable DocumentId keeping) throws Exception {
    sink.label(id, new Label(name, Map.of("kbsync_file", "1")), keeping);
  }

  private Path sidecar(DocumentId id) {
    return folder.resolve(".kbsync").resolve(id + ".properties");
  }

  private static DocumentKey key(String digit) {
    return new DocumentKey(digit.repeat(20), digit.repeat(10), digit.repeat(10));
  }

  private static Upload upload(DocumentKey key, String content) {
    return new Text(key, content, false);
  }

  private record Text(DocumentKey key, String content, boolean breaksOff) implements Upload {

    @Override
    public String name() {
      return key + ".txt";
    }

    @Override
    public String title() {
      return "Title.txt";
    }

    @Override
    public long length() {
      return content.length();
    }

    @Override
    public InputStream open() throws IOException {
      if (breaksOff) {
        return new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("broke off");
          }
        };
      }
      return new ByteArrayInputStream(content.getBytes(UTF_8));
    }
  }
}
