package io.kbsync.source.dingtalk.export;

import io.kbsync.api.ConnectorException;
import io.kbsync.source.dingtalk.browser.SessionOverException;
import io.kbsync.source.dingtalk.browser.StepFailedException;
import io.kbsync.source.dingtalk.browser.WebRequest;

/** The download of an uploaded file, as its page does it. */
final class WebDownload implements WebWay {

  private static final String STEP = "the download";

  @Override
  public String name() {
    return "the web download";
  }

  @Override
  public Exported export(Desk desk)
      throws ConnectorException, InterruptedException, StepFailedException, SessionOverException {
    desk.passGuard();
    String path =
        desk.web().endpoint("download")
            + "?dentryUuid="
            + desk.file().uuid()
            + "&supportDownloadTypes=URL_PRE_SIGNATURE,HTTP_TO_CENTER"
            + "&downloadType=URL_PRE_SIGNATURE";
    String link =
        desk.ask(WebRequest.get(STEP, path))
            .first("ossUrlPreSignatureInfo", "preSignUrls")
            .orElse("");
    return new Exported.Link(desk.links().checked(STEP, link));
  }
}
