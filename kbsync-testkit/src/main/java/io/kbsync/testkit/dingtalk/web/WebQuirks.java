package io.kbsync.testkit.dingtalk.web;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** How the pages behave where DingTalk's differ, change or fail. Thread-safe; holds at once. */
public final class WebQuirks {

  /** What is on or off. */
  public enum Switch {
    /** Pages and calls ask for a captcha instead of their work. */
    CAPTCHA(false),
    /** A dialog stands between the menu entry and the download of Office files. */
    CONFIRM_EXPORTS(true),
    /** Export jobs end as {@code failed}. */
    JOBS_FAIL(false),
    /** Tables open under a notice that has to be closed first. */
    TABLE_GUIDE(true),
    /** Everything in the menus has another name: neither attributes nor texts are as they were. */
    REDESIGNED(false);

    private final boolean usual;

    Switch(boolean usual) {
      this.usual = usual;
    }
  }

  private final Map<Switch, Boolean> switches = new HashMap<>();
  private final Set<String> blocked = new HashSet<>();
  private final Set<String> missing = new HashSet<>();
  private final Set<String> renamed = new HashSet<>();
  private final Map<String, Integer> brokenLoads = new HashMap<>();
  private int jobPolls = 1;
  private int rejections;

  WebQuirks() {}

  public synchronized WebQuirks set(Switch what, boolean on) {
    switches.put(what, on);
    return this;
  }

  synchronized boolean has(Switch what) {
    return switches.getOrDefault(what, what.usual);
  }

  /** The node may be read and not downloaded, whatever the account's role is. */
  public synchronized void block(String uuid) {
    blocked.add(uuid);
  }

  public synchronized void unblock(String uuid) {
    blocked.remove(uuid);
  }

  synchronized boolean isBlocked(String uuid) {
    return blocked.contains(uuid);
  }

  /**
   * Menus come without the entry for this format from now on.
   *
   * @param format an ending such as {@code docx}
   */
  public synchronized void dropMenuEntry(String format) {
    missing.add(format);
  }

  synchronized Set<String> missingEntries() {
    return Set.copyOf(missing);
  }

  /**
   * Pages have another name for this from now on.
   *
   * @param name the whole value of an attribute, or a whole text
   */
  public synchronized void rename(String name) {
    renamed.add(name);
  }

  synchronized Set<String> renamed() {
    return Set.copyOf(renamed);
  }

  /** The editor of the node does not load, so many times. */
  public synchronized void failLoading(String uuid, int times) {
    brokenLoads.put(uuid, times);
  }

  synchronized boolean takeBrokenLoad(String uuid) {
    int left = brokenLoads.getOrDefault(uuid, 0);
    brokenLoads.put(uuid, Math.max(0, left - 1));
    return left > 0;
  }

  /** How many times an export job says that it is not done. */
  public synchronized WebQuirks jobPolls(int polls) {
    this.jobPolls = polls;
    return this;
  }

  synchronized int jobPolls() {
    return jobPolls;
  }

  /** So many export jobs are refused at once, with 52600007. */
  public synchronized void rejectExports(int times) {
    this.rejections = times;
  }

  synchronized boolean takeRejection() {
    boolean rejected = rejections > 0;
    rejections = Math.max(0, rejections - 1);
    return rejected;
  }
}
