package io.kbsync.source.dingtalk;

import io.kbsync.api.ConnectorException;
import io.kbsync.api.source.Root;
import io.kbsync.api.source.Source;
import io.kbsync.testkit.contract.SourceContract;
import io.kbsync.testkit.dingtalk.Content;
import io.kbsync.testkit.dingtalk.Entry;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A Drive space or knowledge base under the hands of the contract. */
final class EntryFixture implements SourceContract.Fixture {

  private final Simulated simulated;
  private final Root root;
  private final Entry top;
  private final Source source;
  private final Map<String, Entry> entries = new HashMap<>();

  EntryFixture(Simulated simulated, Root root, Entry top)
      throws ConnectorException, InterruptedException {
    this.simulated = simulated;
    this.root = root;
    this.top = top;
    this.source = simulated.source();
  }

  @Override
  public Source source() {
    return source;
  }

  @Override
  public Root root() {
    return root;
  }

  @Override
  public String addFolder(@Nullable String parent, String name) {
    return keep(entry(parent).addFolder(name));
  }

  @Override
  public String addFile(@Nullable String parent, String name, byte[] content) {
    return keep(entry(parent).addFile(name, content));
  }

  @Override
  public void edit(String file, byte[] content) {
    entry(file).edit(Content.of(content));
  }

  @Override
  public void rename(String handle, String name) {
    entry(handle).rename(name);
  }

  @Override
  public void move(String file, @Nullable String parent) {
    entry(file).moveTo(entry(parent));
  }

  @Override
  public void delete(String file) {
    entry(file).delete();
  }

  @Override
  public void close() throws IOException {
    simulated.close();
  }

  private String keep(Entry entry) {
    entries.put(entry.uuid(), entry);
    return entry.uuid();
  }

  private Entry entry(@Nullable String handle) {
    return handle == null ? top : entries.get(handle);
  }
}
