package io.kbsync.source.dingtalk.browser;

import io.kbsync.api.ConnectorException;
import java.util.Optional;

/** Whose documents are wanted. */
@FunctionalInterface
public interface Organisation {

  /** The organisation's id; empty where nobody says it. Asked once for each login. */
  Optional<String> corpId() throws ConnectorException, InterruptedException;
}
