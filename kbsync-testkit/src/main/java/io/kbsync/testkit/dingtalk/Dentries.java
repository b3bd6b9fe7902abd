package io.kbsync.testkit.dingtalk;

/** Finds what the storage calls ask for, or says why not. */
final class Dentries {

  private Dentries() {}

  /** The dentry, perhaps a deleted one, if the account may see it. */
  static Entry find(DingTalkWorld world, String spaceId, String dentryId) {
    if (world.space(spaceId).isEmpty() && !spaceId.equals(world.poolId())) {
      throw new ApiException(404, "spaceNotExist", "The space does not exist.");
    }
    Entry entry = world.dentry(spaceId, dentryId).orElseThrow(Dentries::notExist);
    boolean hiddenBase = entry.base().filter(base -> !base.role().sees()).isPresent();
    if (entry.isDenied() || hiddenBase) {
      throw ApiException.permissionDenied();
    }
    return entry;
  }

  static ApiException notExist() {
    return new ApiException(404, "dentryNotExist", "The dentry does not exist.");
  }
}
