package io.kbsync.testkit.dingtalk;

import java.time.Instant;

/** A space of DingTalk Drive. Thread-safe. */
public final class DriveSpace {

  private final DingTalkWorld world;
  private final String id;
  private final Entry root;
  private String name;

  DriveSpace(DingTalkWorld world, String name) {
    this.world = world;
    this.id = world.ids().number();
    this.name = name;
    this.root = new Entry(world, id, null, "0");
  }

  /** The numeric space id. */
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

  /** Where files and folders are added. */
  public Entry root() {
    return root;
  }

  /** The account loses its right to the space. */
  public void deny() {
    synchronized (world) {
      root.deny();
    }
  }

  /** The account sees the space again. */
  public void allow() {
    synchronized (world) {
      root.allow();
    }
  }

  boolean isDenied() {
    return root.isDenied();
  }

  Instant createdAt() {
    return root.createdAt();
  }
}
