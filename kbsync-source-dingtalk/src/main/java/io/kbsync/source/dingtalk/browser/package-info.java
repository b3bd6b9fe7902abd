/**
 * The browser behind the web ways: one Playwright on one thread, the page of DingTalk's documents
 * in it, and the session of the person who logged on there. Not for use outside this connector.
 *
 * <p>{@code BrowserThread} owns the browser and lends it out, {@code Chrome} starts it, {@code Tab}
 * is its page, {@code LoginSession} knows whether somebody is logged on and asks for it, {@code
 * WebSide} is the file that says how DingTalk's pages look.
 */
@NullMarked
package io.kbsync.source.dingtalk.browser;

import org.jspecify.annotations.NullMarked;
