package io.kbsync.source.dingtalk;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * An error body of the Open API. What it means is decided by the code; the status only where the
 * code is not known, since DingTalk uses one code under several statuses.
 *
 * @param status of HTTP
 * @param code empty when the body holds none
 * @param scopes the permission points that the application lacks, if the answer names them
 */
record ApiError(int status, String code, String message, List<String> scopes) {

  private static final String NO_SCOPE_TEXT = "应用尚未开通所需的权限";

  private static final Set<String> UNSUPPORTED =
      Set.of("operationNotSupported", "dentryDownloadProtocolNotSupport", "unsupported.operation");

  /** What an error means. */
  enum Kind {
    /** The token is wrong or has ended. */
    BAD_TOKEN,
    /** Too many requests at once. */
    THROTTLED,
    /** The organisation's calls of this month are spent. */
    QUOTA,
    /** The application's address list does not hold this machine. */
    FOREIGN_ADDRESS,
    /** Client id or secret are wrong. */
    BAD_CREDENTIALS,
    /** The application lacks a permission point. */
    NO_SCOPE,
    /** The organisation is not certified, so that nothing can be downloaded. */
    UNCERTIFIED,
    /** The user lacks a right to this thing. */
    DENIED,
    /** DingTalk says clearly that the thing does not exist; a status alone does not say so. */
    MISSING,
    /** This API is not open to the application. */
    NO_API,
    /** The thing cannot be had this way. */
    UNSUPPORTED,
    /** Laid in cold storage; on its way back since this request. */
    ARCHIVED,
    /** Something is wrong on the other side; it may pass. */
    SERVER,
    /** The request was not understood. */
    INVALID
  }

  ApiError {
    scopes = List.copyOf(scopes);
  }

  Kind kind() {
    String lower = code.toLowerCase(Locale.ROOT);
    if (lower.equals("invalidauthentication")) {
      return Kind.BAD_TOKEN;
    } else if (lower.equals("invalidclientidorsecret")) {
      return Kind.BAD_CREDENTIALS;
    } else if (lower.contains("apicountlimit")) {
      return Kind.QUOTA;
    } else if (isThrottle(lower)) {
      return Kind.THROTTLED;
    } else if (lower.contains("ipnotinwhitelist")) {
      return Kind.FOREIGN_ADDRESS;
    } else if (lower.endsWith("accesstokenpermissiondenied")
        || !scopes.isEmpty()
        || message.contains(NO_SCOPE_TEXT)) {
      return Kind.NO_SCOPE;
    } else if (lower.equals("orgauthlevelnotenough")) {
      return Kind.UNCERTIFIED;
    }
    return kindOfThing(lower);
  }

  private Kind kindOfThing(String lower) {
    if (lower.equals("invalidaction.notfound")) {
      return Kind.NO_API;
    } else if (lower.equals("filearchived")) {
      return Kind.ARCHIVED;
    } else if (UNSUPPORTED.contains(code)) {
      return Kind.UNSUPPORTED;
    } else if (lower.endsWith("notexist") || lower.endsWith("notfound")) {
      return Kind.MISSING;
    } else if (isDenial(lower)) {
      return Kind.DENIED;
    } else if (status >= 500) {
      return Kind.SERVER;
    }
    return status == 401 || status == 403 ? Kind.DENIED : Kind.INVALID;
  }

  private boolean isThrottle(String lower) {
    return lower.contains("qpslimit")
        || lower.contains("qpmlimit")
        || lower.equals("request.overlimit")
        || lower.equals("system.busy")
        || lower.equals("systembusy")
        || status == 429;
  }

  private static boolean isDenial(String lower) {
    return lower.startsWith("permissiondenied")
        || lower.startsWith("forbidden.")
        || lower.equals("no.priviledge")
        || lower.endsWith("notaccessible")
        || lower.endsWith("accessforbidden");
  }
}
