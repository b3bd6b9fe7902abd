package io.kbsync.sink.ragflow;

import io.kbsync.api.config.ConfigKey;
import io.kbsync.api.config.ConnectorConfig;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A configuration from texts, read as the engine reads them. */
record TestConfig(Map<String, String> values) implements ConnectorConfig {

  static TestConfig of(String url, String apiKey, String dataset) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("ragflowUrl", url);
    values.put("ragflowApiKey", "Bearer " + apiKey);
    values.put("ragflowDatasetId", dataset);
    values.put("proxy", "none");
    return new TestConfig(values);
  }

  TestConfig with(String key, String value) {
    Map<String, String> changed = new LinkedHashMap<>(values);
    changed.put(key, value);
    return new TestConfig(changed);
  }

  @Override
  public <T> T get(ConfigKey<T> key) {
    return find(key).orElseThrow(() -> new IllegalArgumentException(key.name()));
  }

  @Override
  public <T> Optional<T> find(ConfigKey<T> key) {
    return Optional.ofNullable(values.get(key.name())).or(key::defaultText).map(key::parse);
  }
}
