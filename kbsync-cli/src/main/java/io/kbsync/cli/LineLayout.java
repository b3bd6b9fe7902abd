package io.kbsync.cli;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** One event as {@code LEVEL message}, without secrets and without anything that acts. */
final class LineLayout extends LayoutBase<ILoggingEvent> {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX").withZone(ZoneId.systemDefault());

  private final Redaction redaction;
  private final boolean times;
  private final boolean traces;

  /**
   * @param times whether each line begins with the time
   * @param traces whether exceptions are shown with the places they passed
   */
  LineLayout(Redaction redaction, boolean times, boolean traces) {
    this.redaction = redaction;
    this.times = times;
    this.traces = traces;
  }

  /** Without a line end. */
  @Override
  public String doLayout(ILoggingEvent event) {
    StringBuilder line = new StringBuilder();
    if (times) {
      line.append(TIME.format(event.getInstant())).append(' ');
    }
    line.append(event.getLevel()).append(' ').append(safe(event.getFormattedMessage()));
    IThrowableProxy thrown = event.getThrowableProxy();
    if (thrown != null) {
      append(line, thrown);
    }
    return line.toString();
  }

  private void append(StringBuilder line, IThrowableProxy thrown) {
    if (traces) {
      ThrowableProxyUtil.asString(thrown)
          .lines()
          .forEach(l -> line.append("\n    ").append(safe(l.strip())));
      return;
    }
    for (IThrowableProxy t = thrown; t != null; t = t.getCause()) {
      line.append("\n    ").append(safe(t.getClassName() + ": " + t.getMessage()));
    }
  }

  private String safe(String text) {
    return Visible.of(redaction.apply(text));
  }
}
