package io.kbsync.testkit.dingtalk;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * What an organisation keeps in DingTalk, as far as one account is concerned. Tests build it and
 * change it while clients read it. Thread-safe: every change is atomic.
 */
public final class DingTalkWorld {

  private final Clock clock;
  private final Ids ids = new Ids();
  private final String poolId = ids.number();
  private final List<DriveSpace> spaces = new ArrayList<>();
  private final List<KnowledgeBase> bases = new ArrayList<>();
  private final Map<String, Entry> byPlace = new HashMap<>();
  private final Map<String, Entry> byUuid = new HashMap<>();
  private final DriveSpace ownSpace;
  private final KnowledgeBase ownBase;
  private Instant latest = Instant.EPOCH;
  private long arrangement;
  private BiConsumer<Entry, EventType> witness = (entry, type) -> {};

  DingTalkWorld(Clock clock) {
    this.clock = clock;
    this.ownSpace = new DriveSpace(this, "我的文件");
    this.ownBase = new KnowledgeBase(this, "我的文档", true);
  }

  /** Opens a Drive space that the account may read. */
  public synchronized DriveSpace addSpace(String name) {
    DriveSpace space = new DriveSpace(this, name);
    spaces.add(space);
    return space;
  }

  /** Opens a team's knowledge base, which the account owns until its role is changed. */
  public synchronized KnowledgeBase addKnowledgeBase(String name) {
    KnowledgeBase base = new KnowledgeBase(this, name, false);
    bases.add(base);
    return base;
  }

  /** The Drive spaces of the organisation, oldest first. */
  public synchronized List<DriveSpace> spaces() {
    return List.copyOf(spaces);
  }

  /** The knowledge bases of teams, oldest first. */
  public synchronized List<KnowledgeBase> knowledgeBases() {
    return List.copyOf(bases);
  }

  /** The account's own Drive space: told by mySpaces, not in the list of spaces. */
  public DriveSpace ownSpace() {
    return ownSpace;
  }

  /** The account's own documents (PERSONAL): told by mineWorkspaces. */
  public KnowledgeBase ownKnowledgeBase() {
    return ownBase;
  }

  // The rest is for the simulator, which holds the lock of this object.

  Ids ids() {
    return ids;
  }

  String poolId() {
    return poolId;
  }

  /** Now, but later than the last one in milliseconds: no two changes share a timestamp. */
  synchronized Instant nextInstant() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    latest = now.isAfter(latest) ? now : latest.plusMillis(1);
    return latest;
  }

  /** Another number after whatever changes the order in which a whole space is listed. */
  synchronized long arrangement() {
    return arrangement;
  }

  synchronized void rearranged() {
    arrangement++;
  }

  /** From now on this one hears of every change that people make; called within the lock. */
  synchronized void witness(BiConsumer<Entry, EventType> value) {
    witness = value;
  }

  synchronized void happened(Entry entry, EventType type) {
    witness.accept(entry, type);
  }

  synchronized void register(Entry entry) {
    byPlace.put(place(entry.spaceId(), entry.dentryId()), entry);
    byUuid.put(entry.uuid(), entry);
  }

  Optional<DriveSpace> space(String spaceId) {
    return everySpace().stream().filter(space -> space.id().equals(spaceId)).findFirst();
  }

  Optional<KnowledgeBase> base(String workspaceId) {
    return everyBase().stream().filter(base -> base.id().equals(workspaceId)).findFirst();
  }

  /** The entry, unless it never existed or is gone for good. */
  Optional<Entry> dentry(String spaceId, String dentryId) {
    return Optional.ofNullable(byPlace.get(place(spaceId, dentryId)))
        .filter(entry -> !entry.isPurged());
  }

  /** The entry, unless it never existed or is gone for good. */
  Optional<Entry> node(String uuid) {
    return Optional.ofNullable(byUuid.get(uuid)).filter(entry -> !entry.isPurged());
  }

  private List<DriveSpace> everySpace() {
    List<DriveSpace> every = new ArrayList<>(spaces);
    every.add(ownSpace);
    return every;
  }

  private List<KnowledgeBase> everyBase() {
    List<KnowledgeBase> every = new ArrayList<>(bases);
    every.add(ownBase);
    return every;
  }

  private static String place(String spaceId, String dentryId) {
    return spaceId + "/" + dentryId;
  }
}
