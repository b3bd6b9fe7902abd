package io.kbsync.examples.folder;

import io.kbsync.api.source.Root;
import io.kbsync.api.source.Source;
import io.kbsync.testkit.contract.SourceContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

class FolderSourceContractTest extends SourceContract {

  @TempDir Path folder;

  @Override
  protected Fixture open() {
    return new FolderFixture(folder);
  }

  /** Handles are places in a list of paths, so that they stay when something is renamed. */
  private record FolderFixture(Path folder, Source source, List<Path> paths) implements Fixture {

    FolderFixture(Path folder) {
      this(folder, new FolderSource(folder, Clock.systemUTC()), new ArrayList<>());
    }

    @Override
    public Root root() {
      return new Root(folder.toString(), "root");
    }

    @Override
    public String addFolder(@Nullable String parent, String name) throws IOException {
      return handle(Files.createDirectory(path(parent).resolve(name)));
    }

    @Override
    public String addFile(@Nullable String parent, String name, byte[] content) throws IOException {
      return handle(Files.write(path(parent).resolve(name), content));
    }

    @Override
    public void edit(String file, byte[] content) throws IOException {
      Files.write(path(file), content);
    }

    @Override
    public void rename(String handle, String name) throws IOException {
      become(path(handle), path(handle).resolveSibling(name));
    }

    @Override
    public void move(String file, @Nullable String parent) throws IOException {
      become(path(file), path(parent).resolve(path(file).getFileName()));
    }

    @Override
    public void delete(String file) throws IOException {
      Files.delete(path(file));
    }

    @Override
    public void close() {}

    private String handle(Path path) {
      paths.add(path);
      return Integer.toString(paths.size() - 1);
    }

    private Path path(@Nullable String handle) {
      return handle == null ? folder : paths.get(Integer.parseInt(handle));
    }

    private void become(Path before, Path after) throws IOException {
      Files.move(before, after);
      paths.replaceAll(
          path -> path.startsWith(before) ? after.resolve(before.relativize(path)) : path);
    }
  }
}
