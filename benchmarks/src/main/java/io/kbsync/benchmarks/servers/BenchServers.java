package io.kbsync.benchmarks.servers;

import io.kbsync.testkit.dingtalk.DingTalkSimulator;
import io.kbsync.testkit.dingtalk.DriveSpace;
import io.kbsync.testkit.dingtalk.Entry;
import io.kbsync.testkit.http.SimResponse;
import io.kbsync.testkit.ragflow.RagflowDocument;
import io.kbsync.testkit.ragflow.RagflowSimulator;
import io.undertow.Undertow;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The process of the servers. Prints one line with the address under which it is told what to do,
 * and ends when its standard input does:
 *
 * <pre>
 * GET /figures             what every server was asked, and what the dataset holds
 * GET /reset               an empty dataset and store, figures from zero
 * GET /fill                a dataset that holds every file already, all searchable
 * GET /meters              figures from zero
 * GET /weather?hold=20&amp;throttled=0.1&amp;broken=0.05&amp;limit=20
 * GET /parsing?from=20000&amp;to=60000   how many milliseconds each document parses
 * GET /check               empty where the dataset holds exactly the files, all searchable
 * GET /files               space, dentry and name of every file
 * GET /edit?file=3         saves another content
 * GET /searchable?file=3   whether that content is found in the dataset
 * </pre>
 */
public final class BenchServers {

  /** What stands before the address. */
  public static final String READY = "ready: ";

  /** Held, since a logger that nobody holds forgets its level. */
  private static final List<Logger> CHATTY =
      List.of(Logger.getLogger("io.undertow"), Logger.getLogger("org.xnio"));

  private static final Duration AGE_OF_FILES = Duration.ofDays(2);
  private static final String DATASET = RagflowSimulator.DATASET;
  private static final String SECOND_DATASET = "b2af7c4c56f511f0a3d700163e0c2b2b";

  private final Clock clock = Clock.systemUTC();
  private final Corpus corpus;
  private final Weather weather = new Weather();
  private final Front dingTalkFront = new Front(weather, BenchServers::refusedByDingTalk, clock);
  private final Front ragflowFront = new Front(weather, BenchServers::refusedByRagflow, clock);
  private final ObjectStore store;
  private final DingTalkSimulator dingTalk;
  private final RagflowSimulator ragflow;
  private final List<Entry> files = new ArrayList<>();
  private final SlowParser slowParser;
  private final Map<Integer, String> edits = new ConcurrentHashMap<>();

  private BenchServers(Corpus corpus, long huge) {
    this.corpus = corpus;
    this.store = new ObjectStore(corpus, huge, weather, clock);
    this.dingTalk =
        DingTalkSimulator.builder()
            .clock(Clock.offset(clock, AGE_OF_FILES.negated()))
            .front("http://127.0.0.1:" + dingTalkFront.port())
            .start();
    this.ragflow =
        RagflowSimulator.builder()
            .maxBody(Long.MAX_VALUE)
            .dataset(DATASET, "benchmark")
            .dataset(SECOND_DATASET, "second")
            .start();
    this.slowParser = new SlowParser(ragflow);
    DriveSpace space = dingTalk.world().addSpace("Benchmark");
    corpus.fill(space, files);
    if (huge > 0) {
      Entry entry = space.root().addFile("huge.pdf", Stream.mark(huge));
      entry.showSize(huge);
    }
    dingTalkFront.serve(dingTalk.simulation());
    ragflowFront.serve(ragflow.simulation());
  }

  /**
   * @param args number of files, bytes of each, bytes of one huge file (0: none)
   */
  public static void main(String[] args) {
    CHATTY.forEach(logger -> logger.setLevel(Level.WARNING));
    try {
      serve(args);
    } catch (IOException | RuntimeException | Error e) {
      // The servers that have started already would keep the process, and whoever waits for it.
      e.printStackTrace();
      System.exit(1);
    }
    System.exit(0);
  }

  private static void serve(String... args) throws IOException {
    BenchServers servers =
        new BenchServers(
            new Corpus(Integer.parseInt(args[0]), Integer.parseInt(args[1])),
            Long.parseLong(args[2]));
    Undertow control = Front.listen(exchange -> exchange.dispatch(() -> servers.obey(exchange)));
    System.out.println(READY + "http://127.0.0.1:" + Front.port(control));
    while (System.in.read() >= 0) {
      // Whoever started this holds the other end of the pipe.
    }
  }

  private void obey(HttpServerExchange exchange) {
    String answer;
    try {
      answer =
          switch (exchange.getRequestPath()) {
            case "/figures" -> lines(figures());
            case "/reset" -> reset();
            case "/fill" -> fill();
            case "/meters" -> meters();
            case "/weather" -> weather(exchange);
            case "/parsing" -> parsing(exchange);
            case "/check" -> corpus.differenceTo(ragflow.dataset());
            case "/files" -> list();
            case "/edit" -> edit(number(exchange, "file").intValue());
            case "/searchable" -> searchable(number(exchange, "file").intValue());
            default -> throw new IllegalArgumentException(exchange.getRequestPath());
          };
    } catch (RuntimeException e) {
      exchange.setStatusCode(500);
      answer = e.toString();
    }
    exchange.getResponseSender().send(answer, StandardCharsets.UTF_8);
  }

  private Map<String, String> figures() {
    Map<String, String> figures = new TreeMap<>();
    figures.put("dingTalkUrl", "http://127.0.0.1:" + dingTalkFront.port());
    figures.put("ragflowUrl", "http://127.0.0.1:" + ragflowFront.port());
    figures.put("storeUrl", "http://127.0.0.1:" + store.port());
    figures.put("clientId", dingTalk.clientId());
    figures.put("clientSecret", dingTalk.clientSecret());
    figures.put("userId", dingTalk.userId());
    figures.put("unionId", dingTalk.unionId());
    figures.put("apiKey", ragflow.apiKey());
    figures.put("dataset", DATASET);
    figures.put("secondDataset", SECOND_DATASET);
    figures.put("documents", Integer.toString(ragflow.dataset().size()));
    figures.put("objects", Integer.toString(store.count()));
    figures.put("objectBytes", Long.toString(store.bytes()));
    figures.putAll(dingTalkFront.meter().figures("dingTalk."));
    figures.putAll(ragflowFront.meter().figures("ragflow."));
    figures.putAll(store.meter().figures("store."));
    return figures;
  }

  private String reset() {
    for (String dataset : List.of(DATASET, SECOND_DATASET)) {
      ragflow.dataset(dataset).documents().stream()
          .map(RagflowDocument::id)
          .forEach(ragflow.dataset(dataset)::delete);
    }
    store.clear();
    return meters();
  }

  private String fill() {
    corpus.fill(ragflow.dataset());
    return "";
  }

  private String meters() {
    dingTalkFront.meter().reset();
    ragflowFront.meter().reset();
    store.meter().reset();
    return "";
  }

  private String weather(HttpServerExchange exchange) {
    weather.hold(Duration.ofMillis(number(exchange, "hold").longValue()));
    weather.shares(
        number(exchange, "throttled").doubleValue(), number(exchange, "broken").doubleValue());
    dingTalkFront.limit().allow(number(exchange, "limit").intValue());
    return "";
  }

  private String parsing(HttpServerExchange exchange) {
    slowParser.takes(number(exchange, "from").longValue(), number(exchange, "to").longValue());
    return "";
  }

  private String list() {
    StringBuilder list = new StringBuilder();
    for (Entry file : files) {
      list.append(file.spaceId()).append(' ').append(file.dentryId()).append(' ');
      list.append(file.name()).append('\n');
    }
    return list.toString();
  }

  private String edit(int file) {
    String text = "Changed at " + clock.instant() + "\n" + "text ".repeat(100);
    edits.put(file, Corpus.sha256(text.getBytes(StandardCharsets.UTF_8)));
    files.get(file).edit(text);
    return "";
  }

  private String searchable(int file) {
    String wanted = edits.get(file);
    return Boolean.toString(
        ragflow.dataset().documents().stream()
            .anyMatch(document -> document.searchable() && document.sha256().equals(wanted)));
  }

  private static Double number(HttpServerExchange exchange, String name) {
    Deque<String> values = exchange.getQueryParameters().get(name);
    return values == null ? Double.valueOf(0) : Double.valueOf(values.getFirst());
  }

  private static String lines(Map<String, String> figures) {
    StringBuilder lines = new StringBuilder();
    figures.forEach((name, value) -> lines.append(name).append('=').append(value).append('\n'));
    return lines.toString();
  }

  /** Links are not part of the API: the store behind them breaks, and does not throttle. */
  private static Optional<SimResponse> refusedByDingTalk(Weather.Trouble trouble, String endpoint) {
    if (endpoint.equals("download")) {
      return Optional.of(SimResponse.text(503, "Service Unavailable"));
    } else if (endpoint.equals("token") || endpoint.equals("user")) {
      return Optional.empty();
    }
    return Optional.of(
        switch (trouble) {
          case THROTTLED ->
              SimResponse.json(
                  403,
                  Map.of(
                      "code",
                      "Forbidden.AccessDenied.QpsLimitForAppkeyAndApi",
                      "message",
                      "the application calls this API too often",
                      "requestid",
                      "0"));
          case BROKEN ->
              SimResponse.json(503, Map.of("code", "operationTimeout", "message", "timeout"));
        });
  }

  private static Optional<SimResponse> refusedByRagflow(Weather.Trouble trouble, String endpoint) {
    return Optional.of(
        switch (trouble) {
          case THROTTLED -> SimResponse.text(429, "Too Many Requests");
          case BROKEN -> SimResponse.html(503, "<html><body>503</body></html>");
        });
  }
}
