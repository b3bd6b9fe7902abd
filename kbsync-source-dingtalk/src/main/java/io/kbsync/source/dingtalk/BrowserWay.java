package io.kbsync.source.dingtalk;

import io.kbsync.api.ConnectorException;
import io.kbsync.api.LaneClosedException;
import io.kbsync.api.PermanentException;
import io.kbsync.api.source.RemoteContent;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.api.source.Rendition;
import io.kbsync.source.dingtalk.export.Exported;
import io.kbsync.source.dingtalk.export.WebExports;
import io.kbsync.source.dingtalk.export.WebFile;
import io.kbsync.source.dingtalk.export.WebWay;

/** A way to a file over DingTalk's web side, with the session of a person. */
final class BrowserWay implements ExportWay {

  private final WebExports web;
  private final WebWay way;
  private final Rendition rendition;
  private final ExportedContents contents;
  private final BrowserNeed need;

  BrowserWay(
      WebExports web,
      WebWay way,
      Rendition rendition,
      ExportedContents contents,
      BrowserNeed need) {
    this.web = web;
    this.way = way;
    this.rendition = rendition;
    this.contents = contents;
    this.need = need;
  }

  @Override
  public Rendition rendition() {
    return rendition;
  }

  @Override
  public Attempt export(RemoteFile file) throws ConnectorException, InterruptedException {
    String uuid = file.attributes().get(FileMapping.UUID);
    if (uuid == null) {
      return new Attempt.Closed("DingTalk's pages do not know it");
    }
    Exported exported;
    try {
      exported = web.export(webFile(uuid, file), way);
    } catch (LaneClosedException e) {
      return new Attempt.Shut(e);
    } catch (PermanentException e) {
      if (e.outcome() == PermanentException.Outcome.NEEDS_LOGIN) {
        return new Attempt.Shut(e);
      }
      throw e;
    }
    if (exported instanceof Exported.Failed failed) {
      return new Attempt.Closed(way.name() + ": " + failed.step() + ": " + failed.detail());
    }
    RemoteContent content = contents.open(file, exported, rendition);
    return content == null
        ? new Attempt.Closed(way.name() + ": what came is no " + rendition.id() + " file")
        : new Attempt.Arrived(content);
  }

  private WebFile webFile(String uuid, RemoteFile file) {
    return new WebFile(
        uuid,
        file.name(),
        "DingTalk's Open API does not give '" + file.name() + "' and its like; its pages do.",
        need.mayAskFor(file));
  }
}
