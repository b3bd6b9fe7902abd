package io.kbsync.testkit.contract;

import io.kbsync.api.source.Root;
import io.kbsync.api.source.Source;
import org.jspecify.annotations.Nullable;

/** The contract holds for the simplest source there can be. */
final class MemorySourceContractTest extends SourceContract {

  @Override
  protected Fixture open() {
    return new MemoryFixture(new MemorySource());
  }

  /** Changes the source directly: handles are file and folder ids. */
  private record MemoryFixture(MemorySource memory) implements Fixture {

    @Override
    public Source source() {
      return memory;
    }

    @Override
    public Root root() {
      return MemorySource.ROOT;
    }

    @Override
    public String addFolder(@Nullable String parent, String name) {
      return memory.add(parent, name, null);
    }

    @Override
    public String addFile(@Nullable String parent, String name, byte[] content) {
      return memory.add(parent, name, content);
    }

    @Override
    public void edit(String file, byte[] content) {
      memory.change(file, item -> item.withContent(content));
    }

    @Override
    public void rename(String handle, String name) {
      memory.change(handle, item -> item.withName(name));
    }

    @Override
    public void move(String file, @Nullable String parent) {
      memory.change(file, item -> item.withParent(parent));
    }

    @Override
    public void delete(String file) {
      memory.delete(file);
    }

    @Override
    public void close() {}
  }
}
