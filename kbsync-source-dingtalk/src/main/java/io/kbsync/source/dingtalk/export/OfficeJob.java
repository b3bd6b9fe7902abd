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
import java.util.Set;

/** The job that DingTalk's pages submit to make an Office file of a document. */
final class OfficeJob implements WebWay {

  private static final Set<String> FAILED = Set.of("failed", "error");
  private static final String STEP = "the export job";

  /** A rejection that another page to come from may turn. */
  private static final String REJECTED = "52600007";

  private final String exportType;
  private final String body;

  private OfficeJob(String exportType, String body) {
    this.exportType = exportType;
    this.body = body;
  }

  static OfficeJob docx() {
    return new OfficeJob("dingTalkdocTodocx", "word");
  }

  static OfficeJob xlsx() {
    return new OfficeJob("dingTalksheetToxlsx", "sheet");
  }

  @Override
  public String name() {
    return "the web export job";
  }

  @Override
  public Exported export(Desk desk)
      throws ConnectorException, InterruptedException, StepFailedException, SessionOverException {
    desk.passGuard();
    Desk.Document document = desk.document();
    byte[] content = desk.body(document, body, Map.of()).getBytes(StandardCharsets.UTF_8);
    String storagePath = desk.upload(document, content);
    String job =
        submit(desk, document, storagePath)
            .text("jobId")
            .orElseThrow(() -> new StepFailedException(STEP, "DingTalk does not name it"));
    return desk.awaitLink(STEP, () -> look(desk, document, job));
  }

  private WebAnswer submit(Desk desk, Desk.Document document, String storagePath)
      throws ConnectorException, InterruptedException, StepFailedException, SessionOverException {
    WebRequest request =
        WebRequest.post(
                STEP,
                desk.web().endpoint("submitExport"),
                AlidocsPage.json(Map.of("exportType", exportType, "storagePath", storagePath)))
            .withToken(document.headers());
    try {
      return desk.ask(request);
    } catch (StepFailedException e) {
      if (!e.detail().contains(REJECTED)) {
        throw e;
      }
      desk.openPage();
      return desk.ask(request);
    }
  }

  private static Optional<String> look(Desk desk, Desk.Document document, String job)
      throws ConnectorException, InterruptedException, StepFailedException, SessionOverException {
    WebAnswer state =
        desk.ask(
            WebRequest.get(STEP, desk.web().endpoint("queryExport") + "?jobId=" + job)
                .withToken(document.headers()));
    String status = state.text("status").orElse("");
    if (FAILED.contains(status)) {
      throw new StepFailedException(STEP, "DingTalk says that it " + status);
    }
    return status.equals("success")
        ? Optional.of(state.text("ossUrl").orElse(""))
        : Optional.empty();
  }
}
