package io.kbsync.source.dingtalk;

import io.kbsync.api.CallLimits;
import io.kbsync.api.ConnectorContext;
import io.kbsync.api.ConnectorException;
import io.kbsync.api.config.ConfigSpec;
import io.kbsync.api.config.ConnectorConfig;
import io.kbsync.api.source.Source;
import io.kbsync.api.source.SourceFactory;
import io.kbsync.http.HttpSettings;

/** Sources of type {@code DingDing}: DingTalk Drive and DingTalk knowledge bases. */
public final class DingTalkSourceFactory implements SourceFactory {

  @Override
  public String type() {
    return "DingDing";
  }

  @Override
  public ConfigSpec configSpec() {
    return DingTalkSettings.SPEC;
  }

  @Override
  public CallLimits callLimits(ConnectorConfig config) {
    return DingTalkSettings.callLimits(config);
  }

  @Override
  public Source create(ConnectorConfig config, ConnectorContext context)
      throws ConnectorException, InterruptedException {
    HttpSettings http = HttpSettings.from(config, System.getenv()).build();
    return DingTalkSource.connect(
        DingTalkSettings.of(config), http, context, new CancellablePause());
  }
}
