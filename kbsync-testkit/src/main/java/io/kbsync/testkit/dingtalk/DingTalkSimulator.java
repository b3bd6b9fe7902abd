package io.kbsync.testkit.dingtalk;

import io.kbsync.testkit.dingtalk.web.DocsWeb;
import io.kbsync.testkit.dingtalk.web.WebAccount;
import io.kbsync.testkit.http.Faults;
import io.kbsync.testkit.http.Requests;
import io.kbsync.testkit.http.Simulation;
import io.kbsync.testkit.http.SimulatorServer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * DingTalk on loopback: its Open API, its old API, its file storage, for one application and one
 * user, and what a browser sees of its documents.
 *
 * <pre>{@code
 * try (DingTalkSimulator dingTalk = DingTalkSimulator.builder().start()) {
 *   KnowledgeBase base = dingTalk.world().addKnowledgeBase("Handbook");
 *   Entry page = base.root().addDocument("Welcome", Block.paragraph("Hello"));
 *   dingTalk.trouble().throttle("nodes", 2);
 *   // point the client at dingTalk.apiUrl() and dingTalk.oapiUrl()
 * }
 * }</pre>
 *
 * <p>Requests are counted, and faults injected, by short names: {@code token}, {@code user}, {@code
 * drive.spaces}, {@code drive.mySpaces}, {@code dentries.list}, {@code dentries.listAll}, {@code
 * dentries.query}, {@code dentries.batch}, {@code dentries.versions}, {@code downloadInfo}, {@code
 * download}, {@code workspaces}, {@code mineWorkspaces}, {@code workspace}, {@code
 * workspaces.batch}, {@code nodes}, {@code node}, {@code node.byUrl}, {@code nodes.batch}, {@code
 * queryDentryId}, {@code queryDentryUuid}, {@code blocks}, {@code export.submit}, {@code
 * export.query}, {@code events.subscribe}, {@code stream.open}, {@code stream.connect}, {@code
 * unknown}; what browsers ask for has names of its own, see {@link DocsWeb}. Thread-safe.
 */
public final class DingTalkSimulator implements AutoCloseable {

  private static final Set<String> NOT_COUNTED =
      Set.of("token", "user", "stream.open", "stream.connect", "download", "unknown");

  private final Account account;
  private final DingTalkWorld world;
  private final Quirks quirks = new Quirks();
  private final Tokens tokens;
  private final Links links;
  private final EventStream stream;
  private final DocsWeb web;
  private final @Nullable String front;
  private final Simulation simulation;
  private final SimulatorServer server;

  private DingTalkSimulator(Builder builder) {
    this.account =
        new Account(
            builder.clientId,
            builder.clientSecret,
            builder.userId,
            builder.unionId,
            builder.corpId);
    this.world = new DingTalkWorld(builder.clock);
    this.tokens = new Tokens(builder.clock);
    this.links = new Links(builder.clock);
    this.stream = new EventStream(world, account, quirks, builder.clock, this::apiUrl);
    this.web =
        new DocsWeb(
            new WebWorld(world, builder.clock),
            new WebAccount(account.userId(), "模拟用户", account.corpId(), "模拟公司"),
            builder.clock,
            this::docsUrl,
            this::downloadUrl);
    this.front = builder.front;
    this.simulation = servers(builder.clock);
    this.server = SimulatorServer.start(simulation, builder.port);
  }

  private Servers servers(Clock clock) {
    Pages pages = new Pages(quirks);
    List<Route> routes = new ArrayList<>();
    routes.addAll(new DriveApi(world, account, pages).routes());
    routes.addAll(new StorageApi(world, account, pages, quirks).routes());
    routes.addAll(new DownloadInfoApi(world, account, quirks, links, this::downloadUrl).routes());
    routes.addAll(new WikiApi(world, account, pages, quirks, this::docsUrl).routes());
    routes.addAll(new NodesApi(world, account, pages, quirks, this::docsUrl).routes());
    routes.addAll(new DocApi(world, account).routes());
    routes.addAll(new EventsApi(world, account, stream).routes());
    routes.addAll(new ExportApi(world, account, quirks, links, this::downloadUrl, clock).routes());
    return new Servers(
        new OpenApi(world, account, quirks, tokens, this::callsCounted, routes),
        new UserApi(account, quirks, tokens),
        stream,
        new DownloadHost(links),
        web);
  }

  public static Builder builder() {
    return new Builder();
  }

  /** In place of {@code https://api.dingtalk.com}; no slash at its end. */
  public String apiUrl() {
    return server.url();
  }

  /** In place of {@code https://oapi.dingtalk.com}. */
  public String oapiUrl() {
    return server.url();
  }

  /** In place of {@code https://alidocs.dingtalk.com}, where browsers see documents. */
  public String docsUrl() {
    return server.url();
  }

  /** The origin of signed links: another host name than that of the APIs. */
  public String downloadUrl() {
    return front == null ? "http://localhost:" + server.port() : front;
  }

  /** What answers, for a server of one's own that stands in front; see {@link Builder#front}. */
  public Simulation simulation() {
    return simulation;
  }

  /** What browsers see, and the phone that logs them in. */
  public DocsWeb web() {
    return web;
  }

  /** The connections over which it tells of changes. */
  public EventStream stream() {
    return stream;
  }

  /** What is kept here. */
  public DingTalkWorld world() {
    return world;
  }

  /** How it behaves where DingTalk differs. */
  public Quirks quirks() {
    return quirks;
  }

  /** What goes wrong; see {@link DingTalkFaults} for what goes wrong at DingTalk. */
  public Faults faults() {
    return server.faults();
  }

  /** Faults as DingTalk makes them. */
  public DingTalkFaults trouble() {
    return new DingTalkFaults(server.faults());
  }

  /** After {@link io.kbsync.testkit.http.Fault#away}: accepts connections again. */
  public void comeBack() {
    server.comeBack();
  }

  /** What was asked for. */
  public Requests requests() {
    return server.requests();
  }

  /**
   * The calls that count toward the organisation's monthly quota: all but token, user, the
   * connections for events, the downloads of signed links, and what browsers ask for.
   */
  public long callsCounted() {
    return server.requests().counts().entrySet().stream()
        .filter(count -> !NOT_COUNTED.contains(count.getKey()))
        .filter(count -> !count.getKey().startsWith("web."))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** The token in use is not valid any more; asking for one gives another. */
  public void invalidateTokens() {
    tokens.invalidate();
  }

  /** Every signed link given out so far is refused as expired. */
  public void expireLinks() {
    links.expireAll();
    web.expireLinks();
  }

  public String clientId() {
    return account.clientId();
  }

  public String clientSecret() {
    return account.clientSecret();
  }

  public String userId() {
    return account.userId();
  }

  public String unionId() {
    return account.unionId();
  }

  @Override
  public void close() {
    stream.close();
    server.close();
  }

  /** What the simulator is to be. Not thread-safe. */
  public static final class Builder {

    private String clientId = "dingsimulatorclient0";
    private String clientSecret = "simulator-client-secret";
    private String userId = "0127133390815010";
    private String unionId = "XYes1/+Simulator=iE";
    private String corpId = "dingsimulatorcorp0";
    private int port;
    private @Nullable String front;
    private Clock clock = Clock.systemUTC();

    private Builder() {}

    public Builder clientId(String value) {
      this.clientId = value;
      return this;
    }

    public Builder clientSecret(String value) {
      this.clientSecret = value;
      return this;
    }

    public Builder userId(String value) {
      this.userId = value;
      return this;
    }

    public Builder unionId(String value) {
      this.unionId = value;
      return this;
    }

    public Builder corpId(String value) {
      this.corpId = value;
      return this;
    }

    /** 0, the default: a free port. */
    public Builder port(int value) {
      this.port = value;
      return this;
    }

    /** The origin to which signed links lead, where another server passes requests on to this. */
    public Builder front(String origin) {
      this.front = origin;
      return this;
    }

    /** Decides the times of changes and when tokens and links expire. */
    public Builder clock(Clock value) {
      this.clock = value;
      return this;
    }

    /** Answers from now on, until it is closed. */
    public DingTalkSimulator start() {
      return new DingTalkSimulator(this);
    }
  }
}
