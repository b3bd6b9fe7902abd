package io.kbsync.http;

import io.kbsync.api.ApiGroup;
import io.kbsync.api.Calls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lets everything pass and remembers it. */
final class RecordedCalls implements Calls {

  final List<ApiGroup> awaited = Collections.synchronizedList(new ArrayList<>());
  final List<String> throttled = Collections.synchronizedList(new ArrayList<>());

  @Override
  public void await(ApiGroup group) {
    awaited.add(group);
  }

  @Override
  public void throttled(ApiGroup group, @Nullable Duration retryAfter) {
    throttled.add(group.name() + " " + retryAfter);
  }
}
