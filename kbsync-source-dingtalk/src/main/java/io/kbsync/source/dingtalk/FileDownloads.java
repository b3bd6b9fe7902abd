package io.kbsync.source.dingtalk;

import io.kbsync.api.ConnectorException;
import io.kbsync.api.PermanentException;
import io.kbsync.api.RetriableException;
import io.kbsync.api.source.RemoteContent;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.source.dingtalk.DentryIds.Place;
import io.kbsync.source.dingtalk.DingTalkWire.DownloadInfo;
import io.kbsync.source.dingtalk.DingTalkWire.HeaderSignature;
import io.kbsync.source.dingtalk.ExportWay.Attempt;
import io.kbsync.source.dingtalk.ObjectStore.SignedLink;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Content of uploaded files, Office files made in Drive among them: where the file is stored, a
 * signed link to it, and the bytes behind that. Thread-safe.
 */
final class FileDownloads {

  private final DingTalkClient client;
  private final DentryIds dentryIds;
  private final ObjectStore store;
  private final @Nullable ExportWay web;
  private final KeptLinks links = new KeptLinks();

  /**
   * @param web the way where the Open API gives nothing; null: none
   */
  FileDownloads(
      DingTalkClient client, DentryIds dentryIds, ObjectStore store, @Nullable ExportWay web) {
    this.client = client;
    this.dentryIds = dentryIds;
    this.store = store;
    this.web = web;
  }

  /** The caller closes the content. */
  RemoteContent fetch(RemoteFile file) throws ConnectorException, InterruptedException {
    try {
      return overOpenApi(file);
    } catch (PermanentException e) {
      if (web == null || e.outcome() != PermanentException.Outcome.NEEDS_LOGIN) {
        throw e;
      }
      return overWeb(web, file, e);
    }
  }

  /** Where nobody is logged on, it stays at what the Open API wanted. */
  private static RemoteContent overWeb(ExportWay web, RemoteFile file, PermanentException before)
      throws ConnectorException, InterruptedException {
    Attempt attempt = web.export(file);
    if (attempt instanceof Attempt.Arrived arrived) {
      return arrived.content();
    } else if (attempt instanceof Attempt.Closed closed) {
      throw PermanentException.failed(
          "It could not be downloaded: " + before.getMessage() + "; " + closed.reason(), null);
    }
    String shut = String.valueOf(((Attempt.Shut) attempt).verdict().getMessage());
    throw PermanentException.needsLogin(before.getMessage() + "; " + shut);
  }

  private RemoteContent overOpenApi(RemoteFile file)
      throws ConnectorException, InterruptedException {
    Place place = placeOf(file);
    SignedLink kept = links.take(file);
    Optional<RemoteContent> content = open(kept == null ? link(file, place) : kept, file);
    if (content.isEmpty()) {
      content = open(link(file, place), file);
    }
    return content.orElseThrow(
        () ->
            // Trying on costs a call each time, and no other file waits for this one.
            PermanentException.failed(
                "The store refuses even a fresh link to '"
                    + file.name()
                    + "'. Open it in DingTalk: if it does not open there either, upload it"
                    + " again; a later run tries again",
                null));
  }

  /** A link that is not to blame serves the next try, which costs no call then. */
  private Optional<RemoteContent> open(SignedLink link, RemoteFile file)
      throws ConnectorException, InterruptedException {
    try {
      return store.open(link, file).map(response -> content(response, file, link));
    } catch (RetriableException e) {
      links.keep(file, link);
      throw e;
    }
  }

  private Place placeOf(RemoteFile file) throws ConnectorException, InterruptedException {
    String spaceId = file.attributes().get(FileMapping.SPACE_ID);
    String dentryId = file.attributes().get(FileMapping.DENTRY_ID);
    return spaceId != null && dentryId != null
        ? new Place(spaceId, dentryId)
        : dentryIds.placeOf(file);
  }

  private SignedLink link(RemoteFile file, Place place)
      throws ConnectorException, InterruptedException {
    String what = "give a link to '" + file.name() + "'";
    Answer<DownloadInfo> answer =
        client.tryAsk(
            Groups.DOWNLOAD_INFOS,
            what,
            (api, token, unionId) ->
                // No version: the latest. Samples that say 1 get the first one.
                api.downloadInfo(
                    token, place.spaceId(), place.dentryId(), unionId, DingTalkApi.NOTHING));
    if (answer instanceof Answer.Good<DownloadInfo> good) {
      return signedLink(file, good.value().headerSignatureInfo());
    }
    throw refused(file, ((Answer.Refused<DownloadInfo>) answer).error(), what);
  }

  private static SignedLink signedLink(RemoteFile file, @Nullable HeaderSignature signature)
      throws PermanentException {
    if (signature == null || signature.resourceUrls() == null) {
      throw PermanentException.failed(
          "DingTalk's answer holds no link to '" + file.name() + "'", null);
    }
    return SignedLink.of(
        signature.resourceUrls(), signature.headers() == null ? Map.of() : signature.headers());
  }

  private ConnectorException refused(RemoteFile file, ApiError error, String what) {
    if (error.kind() == ApiError.Kind.MISSING) {
      dentryIds.forget(file);
    } else if (error.kind() == ApiError.Kind.DENIED) {
      return PermanentException.skipped(
          "no download permission: the account needs the role DOWNLOADER (可查看/下载) or better"
              + DingTalkErrors.words(error));
    }
    return DingTalkErrors.verdict(error, what);
  }

  private RemoteContent content(Response response, RemoteFile file, SignedLink link) {
    long length =
        response.header("Content-Encoding") == null ? response.body().contentLength() : -1;
    InputStream bytes =
        new WatchedStream(response.body().byteStream(), () -> links.keep(file, link));
    return RemoteContent.original(bytes, length);
  }
}
