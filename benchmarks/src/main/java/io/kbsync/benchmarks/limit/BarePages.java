package io.kbsync.benchmarks.limit;

import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the pages of the space one after the other and does nothing with them: no run that lists
 * everything can be faster, since each page names the next one.
 */
public final class BarePages {

  private static final Pattern NEXT = Pattern.compile("\"nextToken\":\"([^\"]+)\"");
  private static final byte[] NOTHING = {};

  private BarePages() {}

  /**
   * @param args where the servers are told what to do
   */
  public static void main(String[] args) throws IOException {
    Properties servers = new Properties();
    String space;
    try (Wire wire = new Wire(URI.create(args[0]))) {
      servers.load(new StringReader(wire.ask("GET", "/figures", "", NOTHING).text()));
      space = wire.ask("GET", "/files", "", NOTHING).text().split(" ", 2)[0];
    }
    try (Wire wire = new Wire(URI.create(servers.getProperty("dingTalkUrl")))) {
      String headers = BareClient.authorized(BareClient.token(wire, servers));
      String unionId = URLEncoder.encode(servers.getProperty("unionId"), StandardCharsets.UTF_8);
      String path = "/v1.0/storage/spaces/" + space + "/dentries/listAll?unionId=" + unionId;
      String next = "";
      do {
        String option = "{\"maxResults\":50,\"order\":\"ASC\"" + next + "}";
        byte[] body = ("{\"option\":" + option + "}").getBytes(StandardCharsets.UTF_8);
        Matcher token = NEXT.matcher(page(wire.ask("POST", path, headers, body)));
        next = token.find() ? ",\"nextToken\":\"" + token.group(1) + "\"" : "";
      } while (!next.isEmpty());
    }
  }

  private static String page(Wire.Answer answer) throws IOException {
    BareClient.expect(answer);
    return answer.text();
  }
}
