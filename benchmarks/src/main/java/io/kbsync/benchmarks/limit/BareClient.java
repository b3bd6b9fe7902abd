package io.kbsync.benchmarks.limit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Moves every file with the four requests that a new file takes, link, download, upload and label,
 * and has them parsed in batches. It keeps no state, decides nothing and repeats nothing: whatever
 * keeps more promises can hardly be faster.
 */
public final class BareClient {

  private static final Pattern URL = Pattern.compile("\"resourceUrls\":\\[\"([^\"]*)\"");
  private static final Pattern HEADERS = Pattern.compile("\"headers\":\\{([^}]*)\\}");
  private static final Pattern HEADER = Pattern.compile("\"([^\"]*)\":\"([^\"]*)\"");
  private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f]{32})\"");
  private static final Pattern TOKEN = Pattern.compile("\"accessToken\":\"([^\"]*)\"");
  private static final String BOUNDARY = "bare-client-boundary";
  private static final String JSON = "Content-Type: application/json\r\n";
  private static final int BATCH = 100;
  private static final byte[] NOTHING = {};

  private final Properties servers;
  private final URI dingTalk;
  private final URI ragflow;
  private final int lanes;
  private final String documents;
  private final Queue<String[]> files = new ConcurrentLinkedQueue<>();
  private final BlockingQueue<Fetched> fetched = new ArrayBlockingQueue<>(64);
  private final BlockingQueue<String> stored = new LinkedBlockingQueue<>();
  private String token = "";

  @SuppressWarnings("ArrayRecordComponent")
  private record Fetched(String name, byte[] content) {}

  private BareClient(Properties servers, int lanes) {
    this.servers = servers;
    this.dingTalk = URI.create(servers.getProperty("dingTalkUrl"));
    this.ragflow = URI.create(servers.getProperty("ragflowUrl"));
    this.lanes = lanes;
    this.documents = "/api/v1/datasets/" + servers.getProperty("dataset") + "/documents";
  }

  /**
   * @param args where the servers are told what to do; how many files move at once on each side
   */
  public static void main(String[] args) throws Exception {
    URI control = URI.create(args[0]);
    try (Wire wire = new Wire(control)) {
      Properties servers = new Properties();
      servers.load(new StringReader(wire.ask("GET", "/figures", "", NOTHING).text()));
      BareClient client = new BareClient(servers, Integer.parseInt(args[1]));
      wire.ask("GET", "/files", "", NOTHING)
          .text()
          .lines()
          .forEach(line -> client.files.add(line.split(" ", 3)));
      client.run();
    }
  }

  /** Work of one thread. */
  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  private void run() throws Exception {
    int count = files.size();
    try (Wire wire = new Wire(dingTalk)) {
      token = token(wire, servers);
    }
    List<Thread> threads = new ArrayList<>();
    AtomicInteger left = new AtomicInteger(count);
    for (int i = 0; i < lanes; i++) {
      threads.add(start(this::fetch));
      threads.add(start(() -> store(left)));
    }
    threads.add(start(() -> parse(count)));
    for (Thread thread : threads) {
      thread.join();
    }
  }

  static String token(Wire wire, Properties servers) throws IOException {
    String secret =
        "{\"appKey\":\""
            + servers.getProperty("clientId")
            + "\",\"appSecret\":\""
            + servers.getProperty("clientSecret")
            + "\"}";
    return first(TOKEN, wire.ask("POST", "/v1.0/oauth2/accessToken", JSON, utf8(secret)).text());
  }

  static String authorized(String token) {
    return "x-acs-dingtalk-access-token: " + token + "\r\n" + JSON;
  }

  private Thread start(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException | InterruptedException | RuntimeException e) {
                e.printStackTrace();
                Runtime.getRuntime().halt(1);
              }
            });
    thread.start();
    return thread;
  }

  private void fetch() throws IOException, InterruptedException {
    String auth = authorized(token);
    String unionId = URLEncoder.encode(servers.getProperty("unionId"), StandardCharsets.UTF_8);
    try (Wire wire = new Wire(dingTalk)) {
      for (String[] file = files.poll(); file != null; file = files.poll()) {
        String path =
            "/v1.0/storage/spaces/" + file[0] + "/dentries/" + file[1] + "/downloadInfos/query";
        String info = wire.ask("POST", path + "?unionId=" + unionId, auth, utf8("{}")).text();
        URI link = URI.create(first(URL, info).replace("\\/", "/"));
        StringBuilder headers = new StringBuilder();
        Matcher header = HEADER.matcher(first(HEADERS, info));
        while (header.find()) {
          headers.append(header.group(1)).append(": ").append(header.group(2)).append("\r\n");
        }
        Wire.Answer content = wire.ask("GET", link.getRawPath(), headers.toString(), NOTHING);
        expect(content);
        fetched.put(new Fetched(file[2], content.body()));
      }
    }
  }

  private void store(AtomicInteger left) throws IOException, InterruptedException {
    String auth = "Authorization: Bearer " + servers.getProperty("apiKey") + "\r\n";
    String multipart = "Content-Type: multipart/form-data; boundary=" + BOUNDARY + "\r\n";
    try (Wire wire = new Wire(ragflow)) {
      while (left.getAndDecrement() > 0) {
        Fetched file = fetched.take();
        Wire.Answer put = wire.ask("POST", documents, auth + multipart, multipart(file));
        expect(put);
        String id = first(ID, put.text());
        String label =
            "{\"name\":\"" + file.name() + "\",\"meta_fields\":{\"kbsync_source\":\"" + id + "\"}}";
        expect(wire.ask("PATCH", documents + "/" + id, auth + JSON, utf8(label)));
        stored.put(id);
      }
    }
  }

  private void parse(int count) throws IOException, InterruptedException {
    String auth = "Authorization: Bearer " + servers.getProperty("apiKey") + "\r\n";
    try (Wire wire = new Wire(ragflow)) {
      int done = 0;
      while (done < count) {
        List<String> batch = new ArrayList<>();
        batch.add(stored.take());
        while (batch.size() < BATCH && done + batch.size() < count) {
          batch.add(stored.take());
        }
        String ids = "{\"document_ids\":[\"" + String.join("\",\"", batch) + "\"]}";
        String chunks = documents.replace("/documents", "/chunks");
        expect(wire.ask("POST", chunks, auth + JSON, utf8(ids)));
        String query = "?page=1&page_size=" + BATCH + "&ids=" + String.join("&ids=", batch);
        Wire.Answer states = wire.ask("GET", documents + query, auth, NOTHING);
        expect(states);
        done += batch.size();
      }
    }
  }

  private static byte[] multipart(Fetched file) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream(file.content().length + 300);
    body.write(
        utf8(
            "--"
                + BOUNDARY
                + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
                + file.name()
                + "\"\r\nContent-Type: application/octet-stream\r\n\r\n"));
    body.write(file.content());
    body.write(utf8("\r\n--" + BOUNDARY + "--\r\n"));
    return body.toByteArray();
  }

  static void expect(Wire.Answer answer) throws IOException {
    if (answer.status() != 200) {
      throw new IOException("HTTP " + answer.status() + ": " + answer.text());
    }
  }

  private static String first(Pattern pattern, String text) throws IOException {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IOException("No " + pattern + " in " + text);
    }
    return matcher.group(1);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
