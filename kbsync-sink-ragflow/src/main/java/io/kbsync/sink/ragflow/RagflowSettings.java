package io.kbsync.sink.ragflow;

import io.kbsync.api.config.ConnectorConfig;
import io.kbsync.api.config.Secret;
import okhttp3.HttpUrl;

/**
 * The checked values of the configuration.
 *
 * @param apiUrl with {@code /api/v1/}
 * @param apiKey the whole value of the header, {@code Bearer} included
 */
record RagflowSettings(
    HttpUrl apiUrl,
    Secret apiKey,
    String datasetId,
    boolean parse,
    int parseWindow,
    long maxContentLength,
    TypeMap typeMap) {

  static RagflowSettings of(ConnectorConfig config) {
    return new RagflowSettings(
        config.get(RagflowKeys.URL),
        config.get(RagflowKeys.API_KEY),
        config.get(RagflowKeys.DATASET_ID),
        config.get(RagflowKeys.PARSE),
        config.get(RagflowKeys.PARSE_WINDOW),
        config.get(RagflowKeys.MAX_CONTENT_LENGTH),
        config.get(RagflowKeys.TYPE_MAP));
  }

  /** The address as people wrote it. */
  String shownUrl() {
    return apiUrl.toString().replaceFirst("/api/v1/$", "");
  }
}
