package io.kbsync.sink.ragflow;

import io.kbsync.api.config.ConfigKey;
import io.kbsync.api.config.ConfigSpec;
import io.kbsync.api.config.Secret;
import io.kbsync.http.HttpKeys;
import io.kbsync.http.Redaction;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/** The connector's keys, and what is wrong with values that are not good. */
final class RagflowKeys {

  static final ConfigKey<HttpUrl> URL =
      ConfigKey.of(
              "ragflowUrl",
              "The address of RAGFlow's API server: http://host or http://host:port.",
              RagflowKeys::url)
          .required()
          .build();

  static final ConfigKey<Secret> API_KEY =
      ConfigKey.of(
              "ragflowApiKey",
              "The API key of the dataset's owner: 'Bearer', one space, the key.",
              RagflowKeys::apiKey)
          .required()
          .partlyHidden(RagflowKeys::visiblePart)
          .build();

  static final ConfigKey<String> DATASET_ID =
      ConfigKey.of(
              "ragflowDatasetId",
              "The dataset that is written: what stands after id= in the address of its page.",
              RagflowKeys::datasetId)
          .required()
          .build();

  static final ConfigKey<Boolean> PARSE =
      ConfigKey.of(
              "ragflowParse",
              "Whether documents are parsed, so that they can be found: true or false.",
              RagflowKeys::yesOrNo)
          .defaultsTo("true")
          .build();

  static final ConfigKey<Integer> PARSE_WINDOW =
      ConfigKey.of(
              "ragflowParseWindow",
              "How many documents RAGFlow parses at once.",
              RagflowKeys::window)
          .defaultsTo("20")
          .build();

  static final ConfigKey<Long> MAX_CONTENT_LENGTH =
      ConfigKey.of(
              "ragflowMaxContentLength",
              "RAGFlow's MAX_CONTENT_LENGTH, in bytes, where its operator changed it: larger files"
                  + " are skipped.",
              RagflowKeys::bytes)
          .defaultsTo(Long.toString(1L << 30))
          .build();

  static final ConfigKey<TypeMap> TYPE_MAP =
      ConfigKey.of(
              "typeMap",
              "Endings that RAGFlow refuses, and the one that is appended to make it take the text:"
                  + " log:txt stores server.log as server.log.txt. 'none' stands for no ending,"
                  + " log:skip takes one out. What is written here is added to the default.",
              TypeMap::parse)
          .defaultsTo(TypeMap.DEFAULT.toString())
          .build();

  static final ConfigSpec SPEC =
      ConfigSpec.builder()
          .keysOnOneLine(URL, API_KEY)
          .keysOnOneLine(DATASET_ID)
          .keys(PARSE, PARSE_WINDOW, MAX_CONTENT_LENGTH, TYPE_MAP)
          .keys(HttpKeys.PROXY, HttpKeys.CA_FILE, HttpKeys.SERVER_TIMEOUT)
          .build();

  private static final String BEARER = "Bearer ";
  private static final String WRITE_KEY = " Write: Bearer, one space, the key as RAGFlow shows it.";
  private static final Pattern RAGFLOW_KEY =
      Pattern.compile("((?:Bearer\\s+)?ragflow-)(\\S{4})\\S{4,}.*");
  // The name of a host may begin like a key.
  private static final Pattern KEY_IN_ITS_PLACE =
      Pattern.compile("(?i)^bearer|(?<![\\w./-])ragflow-");
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]+");
  private static final Pattern ID_IN_ADDRESS = Pattern.compile("(?:\\bid=|/)([A-Za-z0-9_-]{16,})");

  private RagflowKeys() {}

  private static long bytes(String text) {
    if (!text.matches("[1-9]\\d{0,17}")) {
      throw new IllegalArgumentException(
          "'" + text + "' is no number of bytes. Write it as RAGFlow's .env has it: 1073741824");
    }
    return Long.parseLong(text);
  }

  private static HttpUrl url(String text) {
    checkBeginning(text);
    HttpUrl url = HttpUrl.parse(text);
    if (url == null) {
      throw new IllegalArgumentException(
          "'"
              + Redaction.text(text)
              + "' is not an address. Write http://host or http://host:port");
    }
    if (url.query() != null || url.fragment() != null) {
      throw new IllegalArgumentException(
          "This is the address of a page. Write only " + origin(url));
    }
    if (!url.username().isEmpty()) {
      throw new IllegalArgumentException("The address holds a login. Write only " + origin(url));
    }
    return apiUrl(url);
  }

  private static void checkBeginning(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.matches("https?:///.*") || lower.matches("https?:/*")) {
      throw new IllegalArgumentException(
          "The address names no host. Write two slashes and the host: http://host or"
              + " http://host:port");
    }
    if (lower.matches("https?:/?[^/].*")) {
      throw new IllegalArgumentException(
          "After http: come two slashes. Write http://host or http://host:port");
    }
    if (!lower.matches("https?://.*")) {
      throw new IllegalArgumentException(
          "The address does not say how to get there. Write " + Redaction.text("http://" + text));
    }
  }

  private static String origin(HttpUrl url) {
    return url.newBuilder()
        .encodedPath("/")
        .query(null)
        .fragment(null)
        .username("")
        .password("")
        .build()
        .toString()
        .replaceFirst("/$", "");
  }

  private static HttpUrl apiUrl(HttpUrl url) {
    String path = url.encodedPath().replaceFirst("/+$", "").replaceFirst("/api(/v1)?$", "");
    return url.newBuilder().encodedPath(path + "/api/v1/").build();
  }

  private static Secret apiKey(String text) {
    if (text.contains("****")) {
      throw new IllegalArgumentException(
          "The key is masked by asterisks. Copy the whole key from RAGFlow's API page."
              + WRITE_KEY);
    }
    if (!text.startsWith(BEARER)) {
      throw new IllegalArgumentException(withoutBearer(text) + WRITE_KEY);
    }
    String key = text.substring(BEARER.length());
    if (key.isBlank()) {
      throw new IllegalArgumentException("After 'Bearer' the key is missing." + WRITE_KEY);
    }
    if (key.startsWith(" ")) {
      throw new IllegalArgumentException("More than one space follows 'Bearer'." + WRITE_KEY);
    }
    if (!key.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw new IllegalArgumentException(
          "The key holds a space, or a character that no key has." + WRITE_KEY);
    }
    if (key.startsWith("\"") || key.startsWith("'")) {
      throw new IllegalArgumentException("The key stands in quotation marks." + WRITE_KEY);
    }
    return new Secret(text);
  }

  private static String withoutBearer(String text) {
    if (text.startsWith("\"") || text.startsWith("'")) {
      return "The value stands in quotation marks.";
    }
    if (text.equals("Bearer")) {
      return "After 'Bearer' the key is missing.";
    }
    return text.toLowerCase(Locale.ROOT).startsWith("bearer")
        ? "The value does not begin with 'Bearer' (capital B) and one space."
        : "The word 'Bearer' is missing in front of the key.";
  }

  /** The kind of the key and four characters tell people which one it is, and nobody its rest. */
  static String visiblePart(String value) {
    Matcher matcher = RAGFLOW_KEY.matcher(value);
    return matcher.matches() ? matcher.group(1) + matcher.group(2) : "";
  }

  private static String datasetId(String text) {
    if (KEY_IN_ITS_PLACE.matcher(text).find()) {
      throw new IllegalArgumentException("This is an API key. It belongs into ragflowApiKey");
    }
    if (ID.matcher(text).matches()) {
      return text;
    }
    Matcher pasted = ID_IN_ADDRESS.matcher(text);
    String id = "";
    while (pasted.find()) {
      id = pasted.group(1);
    }
    if (id.isEmpty()) {
      Matcher afterId = Pattern.compile("\\bid=([A-Za-z0-9_-]+)").matcher(text);
      id = afterId.find() ? afterId.group(1) : "";
    }
    throw new IllegalArgumentException(
        id.isEmpty()
            ? "'"
                + Redaction.text(text)
                + "' is not a dataset id. Write what stands after id= in the address of"
                + " the dataset's page"
            : "More than the id was pasted. Write only " + Redaction.text(id));
  }

  private static boolean yesOrNo(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new IllegalArgumentException("'" + text + "' is neither. Write true or false");
    };
  }

  private static int window(String text) {
    if (!text.matches("\\d{1,4}") || Integer.parseInt(text) == 0) {
      throw new IllegalArgumentException("'" + text + "' is not a number from 1 to 9999. Write 20");
    }
    return Integer.parseInt(text);
  }
}
