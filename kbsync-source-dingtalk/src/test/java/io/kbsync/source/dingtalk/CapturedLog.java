package io.kbsync.source.dingtalk;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Everything that anybody logs, at every level, until it is closed. */
final class CapturedLog implements AutoCloseable {

  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final Level before = root.getLevel();
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  CapturedLog() {
    root.setLevel(Level.TRACE);
    lines.start();
    root.addAppender(lines);
  }

  /** The messages of the connector at this level. */
  List<String> messages(Level level) {
    return List.copyOf(lines.list).stream()
        .filter(line -> line.getLevel() == level)
        .filter(line -> line.getLoggerName().startsWith("io.kbsync.source.dingtalk"))
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }

  /** All messages of everybody, with what was thrown. */
  String everything() {
    StringBuilder text = new StringBuilder();
    for (ILoggingEvent line : List.copyOf(lines.list)) {
      text.append(line.getFormattedMessage()).append('\n');
      if (line.getThrowableProxy() != null) {
        text.append(
            ch.qos.logback.classic.spi.ThrowableProxyUtil.asString(line.getThrowableProxy()));
      }
    }
    return text.toString();
  }

  @Override
  public void close() {
    root.detachAppender(lines);
    root.setLevel(before);
  }
}
