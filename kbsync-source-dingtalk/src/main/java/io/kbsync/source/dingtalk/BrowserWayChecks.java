package io.kbsync.source.dingtalk;

import io.kbsync.api.ConnectorException;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.api.source.Rendition;
import io.kbsync.api.source.WayCheck;
import io.kbsync.source.dingtalk.export.Exported;
import io.kbsync.source.dingtalk.export.WebExports;
import io.kbsync.source.dingtalk.export.WebFile;
import io.kbsync.source.dingtalk.export.WebWay;
import io.kbsync.source.dingtalk.export.WebWays;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tries the browser's ways to a file, each by itself, for people who look after them. */
final class BrowserWayChecks {

  private final WebExports web;

  BrowserWayChecks(WebExports web) {
    this.web = web;
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
      checks.add(check(wanted, WebWays.DOWNLOAD, WebWays.DOWNLOAD.name()));
      return checks;
    }
    for (Rendition form : kind.get().formats()) {
      for (WebWay way : WebWays.to(kind.get().extension(), form.id())) {
        checks.add(
            check(wanted, way, kind.get().extension() + " as " + form.id() + " by " + way.name()));
      }
    }
    return checks;
  }

  private WayCheck check(WebFile file, WebWay way, String name)
      throws ConnectorException, InterruptedException {
    Exported exported = web.export(file, way);
    if (exported instanceof Exported.Failed failed) {
      return new WayCheck(name, false, failed.step(), failed.detail());
    } else if (exported instanceof Exported.Saved saved) {
      try {
        Files.deleteIfExists(saved.file());
      } catch (IOException e) {
        // it lies in the browser's own folder, and is small
      }
    }
    return new WayCheck(name, true, "", "");
  }
}
