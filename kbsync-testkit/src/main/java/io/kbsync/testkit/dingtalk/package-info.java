/**
 * DingTalk on loopback: a {@link io.kbsync.testkit.dingtalk.DingTalkSimulator} serves a {@link
 * io.kbsync.testkit.dingtalk.DingTalkWorld} of Drive spaces and knowledge bases through the paths,
 * fields and errors of the Open API.
 */
@NullMarked
package io.kbsync.testkit.dingtalk;

import org.jspecify.annotations.NullMarked;
