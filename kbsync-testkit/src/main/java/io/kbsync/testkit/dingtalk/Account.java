package io.kbsync.testkit.dingtalk;

/** The one application and the one user of the organisation. */
record Account(String clientId, String clientSecret, String userId, String unionId, String corpId) {

  /** Refuses any other user. */
  void requireUnionId(String asked) {
    if (!asked.equals(unionId)) {
      throw ApiException.paramError("unionId is invalid");
    }
  }

  @Override
  public String toString() {
    return clientId;
  }
}
