package io.kbsync.testkit.dingtalk.web;

/** What an account may do with a node. */
final class Access {

  private final WebDocuments documents;
  private final WebQuirks quirks;
  private final String corpId;

  /**
   * @param corpId the organisation whose documents these are
   */
  Access(WebDocuments documents, WebQuirks quirks, String corpId) {
    this.documents = documents;
    this.quirks = quirks;
    this.corpId = corpId;
  }

  boolean mayRead(WebCall call, WebDocument document) {
    return document.readable() && call.loggedIn().account().corpId().equals(corpId);
  }

  boolean mayDownload(WebDocument document) {
    return document.downloadable() && !quirks.isBlocked(document.uuid());
  }

  WebDocument readable(WebCall call, String uuid) {
    WebDocument document = documents.find(uuid).orElseThrow(() -> WebError.badRequest("文档不存在"));
    if (!mayRead(call, document)) {
      throw WebError.noPermission();
    }
    return document;
  }

  WebDocument downloadable(WebCall call, String uuid) {
    WebDocument document = readable(call, uuid);
    if (!mayDownload(document)) {
      throw WebError.noPermission();
    }
    return document;
  }

  /** The node that the header {@code a-dentry-key} names; {@code a-doc-key} must be its own. */
  WebDocument named(WebCall call, boolean docKeyNeeded) {
    WebDocument document =
        call.request()
            .header("a-dentry-key")
            .flatMap(documents::findByKey)
            .orElseThrow(() -> WebError.badRequest("a-dentry-key 不合法"));
    boolean docKeyFits =
        call.request().header("a-doc-key").map(document.docKey()::equals).orElse(!docKeyNeeded);
    if (!docKeyFits) {
      throw WebError.badRequest("a-doc-key 不合法");
    }
    return readable(call, document.uuid());
  }
}
