package io.kbsync.source.dingtalk;

import io.kbsync.api.ApiGroup;
import io.kbsync.api.Calls;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Lets every request through and remembers it. */
final class RecordedCalls implements Calls {

  final List<ApiGroup> awaited = new CopyOnWriteArrayList<>();
  final List<String> throttled = new CopyOnWriteArrayList<>();

  @Override
  public void await(ApiGroup group) {
    awaited.add(group);
  }

  @Override
  public void throttled(ApiGroup group, @Nullable Duration retryAfter) {
    throttled.add(group.name() + " " + retryAfter);
  }

  long counted() {
    return awaited.stream().filter(ApiGroup::counted).count();
  }
}
