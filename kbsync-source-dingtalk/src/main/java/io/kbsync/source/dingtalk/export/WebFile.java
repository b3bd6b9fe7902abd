package io.kbsync.source.dingtalk.export;

/**
 * A file as the web side knows it.
 *
 * @param uuid its id there
 * @param name for people
 * @param purpose what a login would be for, for people
 * @param mayAsk whether people may be asked for a login because of it
 */
public record WebFile(String uuid, String name, String purpose, boolean mayAsk) {}
