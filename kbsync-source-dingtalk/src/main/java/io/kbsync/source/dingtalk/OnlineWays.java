package io.kbsync.source.dingtalk;

import io.kbsync.api.source.Rendition;
import io.kbsync.source.dingtalk.export.WebExports;
import io.kbsync.source.dingtalk.export.WebWay;
import io.kbsync.source.dingtalk.export.WebWays;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** For each kind of document the ways to it, in the order in which they are tried. */
final class OnlineWays {

  private final DingTalkClient client;
  private final ObjectStore store;
  private final Pause pause;
  private final ExportSubmissions submissions;
  private final OnlineFormats formats;
  private final @Nullable WebExports web;
  private final BrowserNeed need;

  /**
   * @param web null where no browser is wanted
   */
  OnlineWays(
      DingTalkClient client,
      ObjectStore store,
      Pause pause,
      ExportSubmissions submissions,
      OnlineFormats formats,
      @Nullable WebExports web,
      BrowserNeed need) {
    this.client = client;
    this.store = store;
    this.pause = pause;
    this.submissions = submissions;
    this.formats = formats;
    this.web = web;
    this.need = need;
  }

  Map<OnlineKind, List<ExportWay>> all() {
    Map<OnlineKind, List<ExportWay>> ways = new EnumMap<>(OnlineKind.class);
    for (OnlineKind kind : OnlineKind.values()) {
      List<ExportWay> ofKind = new ArrayList<>();
      formats.of(kind).forEach(form -> ofKind.addAll(to(kind, form)));
      ways.put(kind, List.copyOf(ofKind));
    }
    return ways;
  }

  private List<ExportWay> to(OnlineKind kind, Rendition form) {
    List<ExportWay> ways = new ArrayList<>();
    if (!kind.needsBrowser() && form.equals(formats.of(kind).get(0))) {
      ways.add(new OpenApiExport(submissions, store, pause, form));
    }
    if (web != null) {
      for (WebWay way : WebWays.to(kind.extension(), form.id())) {
        ways.add(new BrowserWay(web, way, form, new ExportedContents(store), need));
      }
    }
    if (kind == OnlineKind.ADOC && form.equals(OnlineDocuments.MARKDOWN)) {
      ways.add(new BlocksText(client));
    }
    return ways;
  }
}
