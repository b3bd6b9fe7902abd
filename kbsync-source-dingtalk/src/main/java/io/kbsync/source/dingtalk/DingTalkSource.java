package io.kbsync.source.dingtalk;

import com.squareup.moshi.Moshi;
import io.kbsync.api.ConnectorContext;
import io.kbsync.api.ConnectorException;
import io.kbsync.api.source.Changes;
import io.kbsync.api.source.FileId;
import io.kbsync.api.source.Listing;
import io.kbsync.api.source.PermissionCheck;
import io.kbsync.api.source.Presence;
import io.kbsync.api.source.RemoteContent;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.api.source.Rendition;
import io.kbsync.api.source.Root;
import io.kbsync.api.source.Scope;
import io.kbsync.api.source.Source;
import io.kbsync.api.source.WayCheck;
import io.kbsync.http.HttpConnector;
import io.kbsync.http.HttpSettings;
import io.kbsync.source.dingtalk.export.WebExports;
import io.kbsync.source.dingtalk.export.WebWays;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** DingTalk, as one application sees it on behalf of one user. Thread-safe. */
final class DingTalkSource implements Source {

  private static final Logger log = LoggerFactory.getLogger(DingTalkSource.class);

  private static final int EXPORTS_AT_ONCE = 2;

  private final HttpConnector http;
  private final AccessTokens tokens;
  private final Pause exportPause;
  private final DingTalkClient client;
  private final Scopes scopes;
  private final FileMapping mapping;
  private final Clock clock;
  private final Remembered remembered;
  private final PageSizes sizes;
  private final @Nullable Duration fullWalkInterval;
  private final Presences presences;
  private final FileDownloads downloads;
  private final OnlineDocuments online;
  private final @Nullable WebExports web;
  private final @Nullable LoginAtStart login;
  private final @Nullable ChangeEvents events;

  private DingTalkSource(
      DingTalkSettings settings,
      ConnectorContext context,
      HttpConnector http,
      AccessTokens tokens,
      DingTalkClient client,
      Remembered remembered,
      Pause exportPause,
      @Nullable WebExports web,
      @Nullable ChangeEvents events) {
    this.events = events;
    this.clock = context.clock();
    this.remembered = remembered;
    this.sizes = new PageSizes(remembered);
    this.fullWalkInterval = settings.fullWalkInterval().orElse(null);
    ObjectStore store = new ObjectStore(http);
    BrowserNeed browser = new BrowserNeed(settings.login());
    DentryIds places = new DentryIds(client, browser, context.workDirectory(), clock);
    ExportSubmissions submissions = new ExportSubmissions(client, clock);
    this.web = web;
    this.http = http;
    this.tokens = tokens;
    this.exportPause = exportPause;
    this.client = client;
    this.scopes = new Scopes(client);
    this.mapping = new FileMapping(settings.docsUrl(), clock, settings.formats());
    this.presences = new Presences(client, clock);
    this.downloads =
        new FileDownloads(
            client, places, store, web == null ? null : webDownload(web, store, browser));
    this.online =
        new OnlineDocuments(
            new OnlineWays(
                    client, store, exportPause, submissions, settings.formats(), web, browser)
                .all(),
            browser,
            web != null);
    this.login =
        web == null ? null : new LoginAtStart(web, browser, new BrowserProbe(places, submissions));
  }

  private static ExportWay webDownload(WebExports web, ObjectStore store, BrowserNeed browser) {
    return new BrowserWay(
        web, WebWays.DOWNLOAD, Rendition.ORIGINAL, new ExportedContents(store), browser);
  }

  /**
   * Authenticates: the credentials and the user are good when this returns.
   *
   * @param exportPause between two looks at an export's state
   */
  static DingTalkSource connect(
      DingTalkSettings settings,
      HttpSettings httpSettings,
      ConnectorContext context,
      Pause exportPause)
      throws ConnectorException, InterruptedException {
    log.info("Starting DingTalk authentication process...");
    HttpConnector http = HttpConnector.open(httpSettings, context.calls(), context.clock());
    Moshi moshi = new Moshi.Builder().add(new BlockNotice()).build();
    DingTalkApi api = http.retrofit(base(settings.apiUrl()), moshi).create(DingTalkApi.class);
    OapiApi oapi = http.retrofit(base(settings.oapiUrl()), moshi).create(OapiApi.class);
    Exchange exchange = new Exchange(http, context.calls(), context.clock());
    AccessTokens tokens =
        new AccessTokens(exchange, api, settings, context.clock(), new CancellablePause());
    try {
      tokens.start();
      Remembered remembered = new Remembered(context.workDirectory(), context.clock());
      String unionId = new Accounts(exchange, oapi, tokens).unionId(settings.userId());
      DingTalkClient client = new DingTalkClient(exchange, api, tokens, unionId);
      return new DingTalkSource(
          settings,
          context,
          http,
          tokens,
          client,
          remembered,
          exportPause,
          web(settings, context, http, client),
          settings.events()
              ? new ChangeEvents(
                  http, new StreamAddress(exchange, api, settings), client, remembered)
              : null);
    } catch (ConnectorException | InterruptedException | RuntimeException e) {
      tokens.close();
      http.close();
      throw e;
    }
  }

  private static @Nullable WebExports web(
      DingTalkSettings settings,
      ConnectorContext context,
      HttpConnector http,
      DingTalkClient client) {
    return settings.login() == DingTalkSettings.Login.NONE
        ? null
        : WebExports.open(
            settings.web().browser(context.workDirectory()),
            http,
            context,
            new Scopes(client)::organisation,
            settings.web().pause(),
            new Random());
  }

  private static HttpUrl base(String url) {
    return HttpUrl.get(url + "/");
  }

  @Override
  public List<Scope> scopes(Optional<Scope> parent)
      throws ConnectorException, InterruptedException {
    return parent.isEmpty() ? scopes.kinds() : scopes.below(parent.get());
  }

  @Override
  public Listing open(Root root, Walk walk) throws ConnectorException, InterruptedException {
    RootId id = RootId.of(root);
    if (login != null) {
      login.open(id);
    }
    return id instanceof RootId.Drive drive
        ? space(root, drive.spaceId(), walk)
        : knowledgeBase(root, (RootId.Wiki) id, walk);
  }

  private Listing knowledgeBase(Root root, RootId.Wiki id, Walk walk) {
    return fullWalkInterval == null
        ? new TreeListing(root, folders(id, FolderNotes.none()), walk)
        : WikiListing.whole(root, notes -> folders(id, notes), walk);
  }

  private WikiFolders folders(RootId.Wiki id, FolderNotes notes) {
    return new WikiFolders(client, mapping, id.rootNodeId(), sizes, notes);
  }

  private Listing space(Root root, String spaceId, Walk walk) {
    return new DriveListing(
        new DriveWays(remembered, spaceId),
        walk,
        new SpaceReader(client, mapping, spaceId, sizes),
        () -> new TreeListing(root, new DriveFolders(client, mapping, spaceId, sizes), walk),
        clock.instant());
  }

  @Override
  public Optional<Listing> recent(Root root, String mark, Walk walk)
      throws ConnectorException, InterruptedException {
    RootId id = RootId.of(root);
    return id instanceof RootId.Drive drive
        ? recentInSpace(root, drive.spaceId(), mark)
        : partialWalk(root, (RootId.Wiki) id, mark, walk);
  }

  private Optional<Listing> partialWalk(Root root, RootId.Wiki id, String mark, Walk walk) {
    return fullWalkInterval == null
        ? Optional.empty()
        : WikiListing.partial(root, notes -> folders(id, notes), mark, walk, clock.instant())
            .map(listing -> listing);
  }

  @Override
  public Optional<Duration> longestBetweenListings(Root root) {
    return RootId.isWiki(root) ? Optional.ofNullable(fullWalkInterval) : Optional.empty();
  }

  @Override
  public Optional<Changes> changes(List<Root> roots)
      throws ConnectorException, InterruptedException {
    return events == null ? Optional.empty() : Optional.of(events.of(roots));
  }

  private Optional<Listing> recentInSpace(Root root, String spaceId, String mark)
      throws ConnectorException, InterruptedException {
    if (!new DriveWays(remembered, spaceId).isOpen()) {
      return Optional.empty();
    }
    SpaceReader reader = new SpaceReader(client, mapping, spaceId, sizes);
    return RecentListing.open(root, reader, mark, clock.instant()).map(listing -> listing);
  }

  @Override
  public void login(Root root) throws ConnectorException, InterruptedException {
    RootId id = RootId.of(root);
    if (web != null) {
      web.reopen();
      web.logIn(
          id.node(), "It opens what DingTalk's Open API does not give of " + root.name() + ".");
    }
  }

  @Override
  public List<WayCheck> browserWays(RemoteFile file)
      throws ConnectorException, InterruptedException {
    return web == null
        ? List.of()
        : new BrowserWayChecks(web, new ExportedContents(new ObjectStore(http))).of(file);
  }

  @Override
  public Map<FileId, Presence> presence(List<FileId> ids)
      throws ConnectorException, InterruptedException {
    return presences.of(ids);
  }

  @Override
  public void prepare(Root root, List<RemoteFile> wanted)
      throws ConnectorException, InterruptedException {
    if (login != null) {
      login.before(root, wanted);
    }
  }

  @Override
  public RemoteContent fetch(RemoteFile file, Rendition wanted)
      throws ConnectorException, InterruptedException {
    return FileMapping.isOnline(file) ? online.fetch(file, wanted) : downloads.fetch(file);
  }

  @Override
  public List<PermissionCheck> permissions() throws ConnectorException, InterruptedException {
    List<PermissionCheck> checks = new ArrayList<>(new PermissionChecks(client).all());
    if (events != null) {
      checks.addAll(events.check());
    }
    return checks;
  }

  @Override
  public Map<String, Integer> lanes() {
    return Map.of(FILES, 8, OnlineDocuments.LANE, EXPORTS_AT_ONCE, OnlineDocuments.BROWSER_LANE, 1);
  }

  @Override
  public void cancel() {
    exportPause.cancel();
    if (web != null) {
      web.cancel();
    }
    http.cancel();
  }

  @Override
  public void close() {
    tokens.close();
    exportPause.cancel();
    if (web != null) {
      web.close();
    }
    http.close();
  }
}
