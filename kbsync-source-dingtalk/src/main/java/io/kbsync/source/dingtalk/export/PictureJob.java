package io.kbsync.source.dingtalk.export;

import io.kbsync.api.ConnectorException;
import io.kbsync.source.dingtalk.browser.AlidocsPage;
import io.kbsync.source.dingtalk.browser.SessionOverException;
import io.kbsync.source.dingtalk.browser.StepFailedException;
import io.kbsync.source.dingtalk.browser.WebAnswer;
import io.kbsync.source.dingtalk.browser.WebRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** The job that DingTalk's pages submit to make a PDF, or a picture, of a document. */
final class PictureJob implements WebWay {

  private static final String STEP = "the picture job";

  private final String kind;

  private PictureJob(String kind) {
    this.kind = kind;
  }

  /** A text document as PDF. */
  static PictureJob pdf() {
    return new PictureJob("pdf");
  }

  /** A mind map as a picture. */
  static PictureJob mindMap() {
    return new PictureJob("mind");
  }

  /** A drawing as a picture. */
  static PictureJob drawing() {
    return new PictureJob("draw");
  }

  @Override
  public String name() {
    return "the web " + (kind.equals("pdf") ? "PDF" : "picture") + " job";
  }

  @Override
  public Exported export(Desk desk)
      throws ConnectorException, InterruptedException, StepFailedException, SessionOverException {
    desk.passGuard();
    Desk.Document document = desk.document();
    String body =
        desk.body(
            document,
            kind,
            Map.of(
                "docKey",
                document.docKey(),
                "name",
                document.name(),
                "link",
                desk.page().nodeAddress(desk.file().uuid()),
                "appVersion",
                desk.web().appVersion(kind)));
    WebAnswer job = submit(desk, document, body);
    return desk.awaitLink(STEP, () -> look(desk, document, job));
  }

  private WebAnswer submit(Desk desk, Desk.Document document, String body)
      throws ConnectorException, InterruptedException, StepFailedException, SessionOverException {
    String request =
        kind.equals("pdf")
            ? AlidocsPage.json(
                Map.of(
                    "scene",
                    "normal",
                    "storagePath",
                    desk.upload(document, body.getBytes(StandardCharsets.UTF_8))))
            : body;
    return desk.ask(
        WebRequest.post(STEP, desk.web().endpoint("createExport"), request)
            .withToken(document.headers()));
  }

  /** The link of the first answer becomes good when the job is done. */
  private static Optional<String> look(Desk desk, Desk.Document document, WebAnswer job)
      throws ConnectorException, InterruptedException, StepFailedException, SessionOverException {
    if (job.isTrue("done")) {
      return job.text("url");
    }
    String id =
        job.text("jobId")
            .orElseThrow(() -> new StepFailedException(STEP, "DingTalk does not name it"));
    WebAnswer state =
        desk.ask(
            WebRequest.get(STEP, desk.web().endpoint("exportStatus") + "?jobId=" + id)
                .withToken(document.headers()));
    String status = state.text("status").orElse("");
    if (status.equals("failed") || status.equals("error")) {
      throw new StepFailedException(STEP, "DingTalk says that it " + status);
    }
    return state.isTrue("done")
        ? Optional.of(state.text("url").or(() -> job.text("url")).orElse(""))
        : Optional.empty();
  }
}
