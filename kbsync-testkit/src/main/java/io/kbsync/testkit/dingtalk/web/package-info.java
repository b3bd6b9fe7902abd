/**
 * What a browser sees of DingTalk's documents: the login by QR code, the session, the pages with
 * their frames and menus, and the JSON calls behind them. Works with texts in Chinese, without any
 * network but loopback.
 */
@NullMarked
package io.kbsync.testkit.dingtalk.web;

import org.jspecify.annotations.NullMarked;
