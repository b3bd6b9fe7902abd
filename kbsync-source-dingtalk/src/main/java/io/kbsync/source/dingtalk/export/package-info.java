/**
 * What the browser's session opens: the jobs that DingTalk's own pages submit, the menus of these
 * pages, and the download of uploaded files. Not for use outside this connector.
 *
 * <p>{@code WebExports} takes a file and a way to it, sees to the login and the pace, and says what
 * came. Each {@code WebWay} is one way, tried once.
 */
@NullMarked
package io.kbsync.source.dingtalk.export;

import org.jspecify.annotations.NullMarked;
