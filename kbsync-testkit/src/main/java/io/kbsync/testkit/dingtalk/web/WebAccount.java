package io.kbsync.testkit.dingtalk.web;

/**
 * Somebody with DingTalk on a phone.
 *
 * @param userId as the pages know it
 * @param nick the shown name
 * @param corpId the main organisation
 * @param corpName its name
 */
public record WebAccount(String userId, String nick, String corpId, String corpName) {}
