package io.kbsync.source.dingtalk;

import java.util.function.Function;

/**
 * What DingTalk said to one request, after everything that concerns all requests alike (pace,
 * quota, token, guard) was dealt with: the value, or a refusal that the caller may be able to live
 * with.
 */
sealed interface Answer<T> {

  /** The same answer with the value turned into another one. */
  <R> Answer<R> map(Function<T, R> change);

  record Good<T>(T value) implements Answer<T> {
    @Override
    public <R> Answer<R> map(Function<T, R> change) {
      return new Good<>(change.apply(value));
    }
  }

  record Refused<T>(ApiError error) implements Answer<T> {
    @Override
    public <R> Answer<R> map(Function<T, R> change) {
      return new Refused<>(error);
    }
  }
}
