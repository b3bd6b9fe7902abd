package io.kbsync.testkit.dingtalk;

import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * How this DingTalk behaves where the documents, other clients and real organisations differ.
 * Thread-safe; a change takes effect with the next request.
 */
public final class Quirks {

  /** The form of {@code createTime} and {@code modifiedTime} of the storage calls. */
  public enum StorageDates {
    /** {@code 2026-03-06T08:33:28Z}. */
    ISO,
    /** {@code 2026-03-06T08:33Z}. */
    ISO_MINUTES,
    /** {@code Fri Mar 06 16:33:28 CST 2026}. */
    JAVA
  }

  /** How {@code nextToken} says that there is no next page. */
  public enum LastPage {
    EMPTY,
    MISSING,
    MINUS_ONE
  }

  /**
   * What {@code listAll} answers, while the folder list works: how it refuses is not documented.
   */
  public enum ListAll {
    AVAILABLE,
    /** 403, as if the user had no right to the space. */
    DENIED,
    /** 403, a permission point is missing. */
    FORBIDDEN,
    /** 404 InvalidAction.NotFound, as if there were no such call. */
    NOT_FOUND,
    /** 400, the space is not listed this way. */
    UNSUPPORTED
  }

  /** What the export calls answer. */
  public enum Export {
    AVAILABLE,
    /** 404 InvalidAction.NotFound, as if there were no such call. */
    NOT_FOUND,
    /** 403, a permission point is missing. */
    FORBIDDEN
  }

  /** In what form the data of an event comes. */
  public enum EventData {
    /** The business data alone, as the protocol shows it. */
    PLAIN,
    /** With the event's own fields around it, as the pages of the events show it. */
    WRAPPED,
    /** Ids are numbers. */
    NUMBERS,
    /** The space is not named. */
    WITHOUT_SPACE,
    /** It is no JSON. */
    GARBAGE
  }

  private final Map<Quirk, Boolean> switches = new EnumMap<>(Quirk.class);
  private final Set<Permission> granted = EnumSet.allOf(Permission.class);
  private StorageDates storageDates = StorageDates.ISO;
  private StorageDates listAllDates = StorageDates.ISO;
  private LastPage lastPage = LastPage.EMPTY;
  private ListAll listAll = ListAll.AVAILABLE;
  private Export export = Export.AVAILABLE;
  private EventData eventData = EventData.PLAIN;
  private int exportPolls = 1;
  private String onlineDownloadCode = "operationNotSupported";
  private int unknownUserCode = 60121;
  private Duration linkLife = Duration.ofMinutes(15);
  private long monthlyQuota = Long.MAX_VALUE;

  Quirks() {
    for (Quirk quirk : Quirk.values()) {
      switches.put(quirk, quirk.isUsual());
    }
  }

  public synchronized Quirks set(Quirk quirk, boolean on) {
    switches.put(quirk, on);
    return this;
  }

  public synchronized Quirks grant(Permission permission) {
    granted.add(permission);
    return this;
  }

  public synchronized Quirks revoke(Permission permission) {
    granted.remove(permission);
    return this;
  }

  /** The form of all storage calls, {@code listAll} included. */
  public synchronized Quirks storageDates(StorageDates form) {
    storageDates = form;
    listAllDates = form;
    return this;
  }

  /** The form of {@code listAll} alone: nobody says that the calls write times alike. */
  public synchronized Quirks listAllDates(StorageDates form) {
    listAllDates = form;
    return this;
  }

  public synchronized Quirks lastPage(LastPage form) {
    lastPage = form;
    return this;
  }

  public synchronized Quirks listAll(ListAll answer) {
    listAll = answer;
    return this;
  }

  public synchronized Quirks export(Export answer) {
    export = answer;
    return this;
  }

  public synchronized Quirks eventData(EventData form) {
    eventData = form;
    return this;
  }

  /** How many times an export task says PROCESSING before it is done; usually once. */
  public synchronized Quirks exportPolls(int times) {
    exportPolls = times;
    return this;
  }

  /** The error code for the download of an online document. */
  public synchronized Quirks onlineDownloadCode(String code) {
    onlineDownloadCode = code;
    return this;
  }

  /** The errcode for a UserID that does not exist: 60121, 33012, 40003 and others were seen. */
  public synchronized Quirks unknownUserCode(int errcode) {
    unknownUserCode = errcode;
    return this;
  }

  /** How long signed links work, in whole seconds. */
  public synchronized Quirks linkLife(Duration life) {
    linkLife = life;
    return this;
  }

  /** From so many counted calls on, every further one is refused. */
  public synchronized Quirks monthlyQuota(long calls) {
    monthlyQuota = calls;
    return this;
  }

  synchronized boolean has(Quirk quirk) {
    return Boolean.TRUE.equals(switches.get(quirk));
  }

  synchronized boolean isGranted(Permission permission) {
    return granted.contains(permission);
  }

  synchronized StorageDates storageDates() {
    return storageDates;
  }

  synchronized StorageDates listAllDates() {
    return listAllDates;
  }

  synchronized LastPage lastPage() {
    return lastPage;
  }

  synchronized ListAll listAll() {
    return listAll;
  }

  synchronized Export export() {
    return export;
  }

  synchronized EventData eventData() {
    return eventData;
  }

  synchronized int exportPolls() {
    return exportPolls;
  }

  synchronized String onlineDownloadCode() {
    return onlineDownloadCode;
  }

  synchronized int unknownUserCode() {
    return unknownUserCode;
  }

  synchronized Duration linkLife() {
    return linkLife;
  }

  synchronized long monthlyQuota() {
    return monthlyQuota;
  }
}
