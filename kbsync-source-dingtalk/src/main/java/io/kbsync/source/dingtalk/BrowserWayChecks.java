package io.kbsync.source.dingtalk;

import io.kbsync.api.ConnectorException;
import io.kbsync.api.RetriableException;
import io.kbsync.api.source.RemoteContent;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.api.source.Rendition;
import io.kbsync.api.source.WayCheck;
import io.kbsync.source.dingtalk.export.Exported;
import io.kbsync.source.dingtalk.export.WebExports;
import io.kbsync.source.dingtalk.export.WebFile;
import io.kbsync.source.dingtalk.export.WebWay;
import io.kbsync.source.dingtalk.export.WebWays;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tries the browser's ways to a file, each by itself, for people who look after them. */
final class BrowserWayChecks {

  private final WebExports web;
  private final ExportedContents contents;

  BrowserWayChecks(WebExports web, ExportedContents contents) {
    this.web = web;
    this.contents = contents;
  }

  List<WayCheck> of(RemoteFile file) throws ConnectorException, InterruptedException {
    String uuid = file.attributes().get(FileMapping.UUID);
    if (uuid == null) {
      return List.of();
    }
    WebFile wanted =
        new WebFile(uuid, file.name(), "Its ways over DingTalk's pages are to be checked.", true);
    List<WayCheck> checks = new ArrayList<>();
    Optional<OnlineKind> kind = FileMapping.isOnline(file) ? OnlineKind.of(file) : Optional.empty();
    if (kind.isEmpty()) {
      checks.add(
          check(file, wanted, WebWays.DOWNLOAD, Rendition.ORIGINAL, WebWays.DOWNLOAD.name()));
      return checks;
    }
    for (Rendition form : kind.get().formats()) {
      for (WebWay way : WebWays.to(kind.get().extension(), form.id())) {
        String name = kind.get().extension() + " as " + form.id() + " by " + way.name();
        checks.add(check(file, wanted, way, form, name));
      }
    }
    return checks;
  }

  private WayCheck check(RemoteFile file, WebFile wanted, WebWay way, Rendition form, String name)
      throws ConnectorException, InterruptedException {
    Exported exported = web.export(wanted, way);
    if (exported instanceof Exported.Failed failed) {
      return new WayCheck(name, false, failed.step(), failed.detail());
    }
    try (RemoteContent content = contents.open(file, exported, form)) {
      return content != null
          ? new WayCheck(name, true, "", "")
          : new WayCheck(name, false, "the file", "what came is no " + form.id() + " file");
    } catch (IOException e) {
      throw new RetriableException("What the browser brought cannot be put away", e);
    }
  }
}
