package io.kbsync.sink.ragflow;

import io.kbsync.api.ConnectorException;
import io.kbsync.api.FatalException;
import io.kbsync.api.FatalException.Kind;
import io.kbsync.api.PermanentException;
import io.kbsync.api.RetriableException;
import io.kbsync.http.Redaction;
import java.util.List;

/** Turns what RAGFlow refuses into verdicts. Pure. */
final class RagflowErrors {

  private static final String[] PASSING_TROUBLE = {
    "operationalerror",
    "interfaceerror",
    "deadlock",
    "lock wait timeout",
    "(2013",
    "(2006",
    "(1205",
    "(1213",
    "s3 operation failed",
    "timed out",
    "timeout",
    "connection",
    "too many",
  };

  /** What any code may come with, that of a refused value included. */
  private static final String[] FAILED_INSIDE = {
    "database operation failed",
    "database error",
    "failed to update metadata",
    "internal server error",
  };

  private final String datasetId;
  private final String url;

  RagflowErrors(String datasetId, String url) {
    this.datasetId = datasetId;
    this.url = url;
  }

  /** What no repetition and no other file changes, if the answer is of that kind. */
  ConnectorException refused(Answer answer, String deed) {
    if (!answer.json()) {
      return notRagflow(answer);
    }
    if (answer.noSuchAddress()) {
      return wrongUrl(answer);
    }
    if (answer.refusesDataset()) {
      return refusedDataset();
    }
    if (answer.code() == 109) {
      return permission(answer);
    }
    if (isPassing(answer)) {
      return passing(answer, deed);
    }
    return PermanentException.failed("RAGFlow refuses " + deed + ": " + words(answer), null);
  }

  private static boolean isPassing(Answer answer) {
    boolean trouble =
        List.of(100, 500).contains(answer.code())
            && answer.says(PASSING_TROUBLE)
            && !answer.says("illegal mix of collations");
    return trouble || answer.says(FAILED_INSIDE) || answer.code() == 0;
  }

  private static ConnectorException passing(Answer answer, String deed) {
    String message =
        answer.code() == 0
            ? "RAGFlow reports success for " + deed + " without what belongs to it"
            : "RAGFlow cannot do " + deed + " now: " + words(answer);
    return answer.request().method().equals("POST")
        ? RetriableException.outcomeUnknown(message, null)
        : new RetriableException(message, null);
  }

  /** The server's words with its code, fit for a report. */
  static String words(Answer answer) {
    String said = Redaction.text(answer.message().strip());
    String shortened = said.length() > 300 ? said.substring(0, 300) + "…" : said;
    return shortened.isEmpty()
        ? "HTTP " + answer.status() + ", code " + answer.code()
        : shortened + " (code " + answer.code() + ")";
  }

  FatalException refusedKey(Answer answer) {
    return new FatalException(
        Kind.CREDENTIALS,
        "RAGFlow at "
            + url
            + " does not accept the API key ("
            + words(answer)
            + "). Write a valid one into ragflowApiKey: 'Bearer', one space, the key.",
        null);
  }

  FatalException refusedDataset() {
    return new FatalException(
        Kind.REFUSED_VALUE,
        "The dataset "
            + datasetId
            + " does not exist in RAGFlow at "
            + url
            + ", or belongs to somebody else than the API key does. Mend ragflowDatasetId: it is"
            + " what stands after id= in the address of the dataset's page.",
        null);
  }

  FatalException notTheOwner() {
    return new FatalException(
        Kind.PERMISSION,
        "The API key may add documents to the dataset "
            + datasetId
            + " but not name them. Write a key of the dataset's owner into ragflowApiKey.",
        null);
  }

  private FatalException permission(Answer answer) {
    return new FatalException(
        Kind.PERMISSION,
        "RAGFlow does not let this API key write to the dataset "
            + datasetId
            + " ("
            + words(answer)
            + "). Let its owner share it with the team, or write a key of the owner into"
            + " ragflowApiKey.",
        null);
  }

  FatalException wrongUrl(Answer answer) {
    return new FatalException(
        Kind.REFUSED_VALUE,
        url
            + " is no RAGFlow API ("
            + Redaction.target(answer.request())
            + " is not known there, HTTP "
            + answer.status()
            + "). Mend ragflowUrl: scheme, host and port of RAGFlow's API server.",
        null);
  }

  FatalException notRagflow(Answer answer) {
    return new FatalException(
        Kind.UNREACHABLE,
        Redaction.target(answer.request())
            + " is answered by something else than RAGFlow (HTTP "
            + answer.status()
            + "). Let requests pass the proxy or login page in between, or mend"
            + " ragflowUrl.",
        null);
  }

  FatalException webPage(Throwable cause) {
    return new FatalException(
        Kind.UNREACHABLE,
        "Instead of RAGFlow a web page answers at "
            + url
            + ": a proxy, a login page, or RAGFlow's own pages. Let requests pass it, or mend"
            + " ragflowUrl: scheme, host and port of RAGFlow's API server.",
        cause);
  }

  FatalException away(String why, Throwable cause) {
    return new FatalException(
        Kind.UNREACHABLE,
        "RAGFlow at "
            + url
            + " does not answer ("
            + why
            + "). Start it, or mend ragflowUrl, proxy or the network in between.",
        cause);
  }

  RetriableException falseAlarm(Answer answer) {
    String message = "RAGFlow refused the API key and accepts it again: " + words(answer);
    return answer.request().method().equals("POST")
        ? RetriableException.outcomeUnknown(message, null)
        : new RetriableException(message, null);
  }
}
