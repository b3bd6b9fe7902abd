package io.kbsync.cli;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.logging.LogManager;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Leads every log line of the process to the screen, and to a file where one is asked for. */
final class Logging {

  private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
  private final Verbosity verbosity;
  private final Redaction redaction;

  private Logging(Verbosity verbosity, Redaction redaction) {
    this.verbosity = verbosity;
    this.redaction = redaction;
  }

  /** Takes the place of whatever logged before. */
  static Logging start(Screen screen, Verbosity verbosity, boolean times, Redaction redaction) {
    Logging logging = new Logging(verbosity, redaction);
    // Libraries that log through java.util.logging write to the standard error otherwise.
    LogManager.getLogManager().reset();
    logging.context.reset();
    ScreenAppender appender =
        new ScreenAppender(screen, new LineLayout(redaction, times, verbosity.showsTraces()));
    appender.setContext(logging.context);
    appender.start();
    Logger root = logging.context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(level(verbosity.others));
    root.addAppender(appender);
    logging.context.getLogger("io.kbsync").setLevel(level(verbosity.own));
    return logging;
  }

  /** Writes the same lines, with times, to a file as well. */
  void alsoTo(Path file) throws IOException {
    LineLayout layout = new LineLayout(redaction, true, verbosity.showsTraces());
    context
        .getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)
        .addAppender(LogFile.open(file, layout, context));
  }

  private static ch.qos.logback.classic.Level level(Level level) {
    return ch.qos.logback.classic.Level.convertAnSLF4JLevel(level);
  }

  /** How much is said. */
  enum Verbosity {
    QUIET(Level.WARN, Level.WARN),
    NORMAL(Level.INFO, Level.INFO),
    VERBOSE(Level.DEBUG, Level.INFO),
    MOST(Level.TRACE, Level.DEBUG);

    private final Level own;
    private final Level others;

    Verbosity(Level own, Level others) {
      this.own = own;
      this.others = others;
    }

    private boolean showsTraces() {
      return compareTo(NORMAL) > 0;
    }
  }

  private static final class ScreenAppender extends AppenderBase<ILoggingEvent> {

    private final Screen screen;
    private final LineLayout layout;

    ScreenAppender(Screen screen, LineLayout layout) {
      this.screen = screen;
      this.layout = layout;
    }

    @Override
    protected void append(ILoggingEvent event) {
      screen.out(layout.doLayout(event));
    }
  }
}
