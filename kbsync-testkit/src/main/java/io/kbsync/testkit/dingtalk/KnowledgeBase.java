package io.kbsync.testkit.dingtalk;

import java.time.Instant;

/** A knowledge base with its tree of pages. Thread-safe. */
public final class KnowledgeBase {

  private final DingTalkWorld world;
  private final String id;
  private final boolean personal;
  private final Entry root;
  private String name;
  private Role role = Role.OWNER;

  KnowledgeBase(DingTalkWorld world, String name, boolean personal) {
    this.world = world;
    this.id = world.ids().uuid();
    this.name = name;
    this.personal = personal;
    this.root = new Entry(world, world.poolId(), this, world.ids().number());
  }

  /** The workspaceId: letters and digits in which case matters. */
  public String id() {
    return id;
  }

  public String name() {
    synchronized (world) {
      return name;
    }
  }

  public void rename(String newName) {
    synchronized (world) {
      name = newName;
    }
  }

  /** Where pages, files and folders are added; its uuid is the rootNodeId. */
  public Entry root() {
    return root;
  }

  /** One's own documents (type PERSONAL), not a team's. */
  public boolean isPersonal() {
    return personal;
  }

  /** What the account may do here. */
  public Role role() {
    synchronized (world) {
      return role;
    }
  }

  /** Changes what the account may do here; a new base gives it {@link Role#OWNER}. */
  public void setRole(Role newRole) {
    synchronized (world) {
      role = newRole;
    }
  }

  Instant createdAt() {
    return root.createdAt();
  }
}
