package io.kbsync.source.dingtalk;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.source.dingtalk.DingTalkWire.Dentries;
import io.kbsync.source.dingtalk.DingTalkWire.Token;
import io.kbsync.testkit.dingtalk.DingTalkSimulator;
import io.kbsync.testkit.dingtalk.DriveSpace;
import io.kbsync.testkit.http.SimRequest;
import io.kbsync.testkit.http.SimResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import okio.Buffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a page of fifty entries of a Drive space costs, from bytes to files. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ListingPageBenchmark {

  private static final int ENTRIES = 50;
  private static final Moshi MOSHI = new Moshi.Builder().add(new BlockNotice()).build();

  private final JsonAdapter<Dentries> json = MOSHI.adapter(Dentries.class);
  private final FileMapping mapping =
      new FileMapping("https://alidocs.dingtalk.com", Clock.systemUTC(), OnlineFormats.USUAL);
  private byte[] page;
  private Dentries dentries;

  /** The page is what the simulated DingTalk answers. */
  @Setup
  public void listing() throws IOException {
    try (DingTalkSimulator dingTalk = DingTalkSimulator.builder().start()) {
      DriveSpace space = dingTalk.world().addSpace("Team");
      for (int i = 0; i < ENTRIES; i++) {
        space.root().addFile("会议纪要 " + i + ".docx", "Minutes " + i);
      }
      String secret =
          "{\"appKey\":\"%s\",\"appSecret\":\"%s\"}"
              .formatted(dingTalk.clientId(), dingTalk.clientSecret());
      byte[] token = post(dingTalk, "/v1.0/oauth2/accessToken", Map.of(), Map.of(), secret);
      page =
          post(
              dingTalk,
              "/v1.0/storage/spaces/" + space.id() + "/dentries/listAll",
              Map.of("unionId", List.of(dingTalk.unionId())),
              Map.of(DingTalkApi.TOKEN, List.of(accessToken(token))),
              "{\"option\":{\"maxResults\":" + ENTRIES + ",\"order\":\"ASC\"}}");
    }
    dentries = parse();
    if (files().size() != ENTRIES) {
      throw new IllegalStateException("No page of " + ENTRIES + " files: " + text(page));
    }
  }

  /** JSON to DingTalk's own names. */
  @Benchmark
  public Dentries parse() throws IOException {
    return json.fromJson(new Buffer().write(page));
  }

  /** DingTalk's own names to files. */
  @Benchmark
  public List<RemoteFile> files() {
    return DentryPage.of(dentries).files().stream()
        .map(entry -> mapping.file(entry, "space", entry.parentId()))
        .toList();
  }

  private static String accessToken(byte[] answer) throws IOException {
    Token token = MOSHI.adapter(Token.class).fromJson(new Buffer().write(answer));
    if (token == null || token.accessToken() == null) {
      throw new IllegalStateException("No token: " + text(answer));
    }
    return token.accessToken();
  }

  private static byte[] post(
      DingTalkSimulator dingTalk,
      String path,
      Map<String, List<String>> query,
      Map<String, List<String>> headers,
      String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    Map<String, List<String>> all = new HashMap<>(headers);
    all.put("Content-Type", List.of("application/json"));
    SimResponse answer =
        dingTalk.simulation().answer(new SimRequest("POST", path, query, all, bytes));
    return answer.body();
  }

  private static String text(byte[] json) {
    return new String(json, StandardCharsets.UTF_8);
  }
}
