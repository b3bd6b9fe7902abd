package io.kbsync.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The {@link io.kbsync.api.ApiGroup} of a Retrofit method. A plain OkHttp request carries its group
 * as a tag: {@code new Request.Builder().tag(ApiGroup.class, group)}. A request with neither is
 * counted under {@code other}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface CallGroup {

  /** The name of the group. */
  String value();

  /** Whether the request counts against the monthly budget. */
  boolean counted() default true;

  /** Whether the request only finds out what there is, see {@link io.kbsync.api.ApiGroup}. */
  boolean listing() default false;
}
