package io.kbsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import io.kbsync.cli.Logging.Verbosity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class LoggingTest {

  private static final Logger log = LoggerFactory.getLogger(LoggingTest.class);
  private static final Logger other = LoggerFactory.getLogger("com.example.plugin");

  private final ScriptedTerminal terminal = ScriptedTerminal.pipe();
  private final Redaction redaction = new Redaction();

  @TempDir private Path folder;

  private Logging start(Verbosity verbosity, boolean times) {
    return Logging.start(terminal.screen(), verbosity, times, redaction);
  }

  @AfterEach
  void nothing_is_logged_to_this_screen_any_more() {
    Logging.start(ScriptedTerminal.pipe().screen(), Verbosity.NORMAL, false, new Redaction());
  }

  @Test
  void a_line_is_the_level_and_the_message() {
    start(Verbosity.NORMAL, false);
    log.info("config SourceType={}", "DingDing");
    log.warn("careful");
    log.error("no");
    log.debug("not now");
    assertThat(terminal.out())
        .isEqualTo("INFO config SourceType=DingDing\nWARN careful\nERROR no\n");
    assertThat(terminal.err()).isEmpty();
  }

  @Test
  void times_stand_before_the_level_where_wanted() {
    start(Verbosity.NORMAL, true);
    log.info("hello");
    assertThat(terminal.out())
        .matches(
            "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}(Z|[+-]\\d\\d:\\d\\d) INFO hello\n");
  }

  @Test
  void verbosity_opens_the_program_before_its_libraries() {
    start(Verbosity.VERBOSE, false);
    log.debug("ours");
    log.trace("ours, small");
    other.debug("theirs");
    start(Verbosity.MOST, false);
    log.trace("ours, small, now");
    other.debug("theirs, now");
    assertThat(terminal.out()).isEqualTo("DEBUG ours\nTRACE ours, small, now\nDEBUG theirs, now\n");
  }

  @Test
  void quiet_leaves_warnings() {
    start(Verbosity.QUIET, false);
    log.info("hello");
    log.warn("careful");
    assertThat(terminal.out()).isEqualTo("WARN careful\n");
  }

  @Test
  void a_message_cannot_fake_a_line_nor_act_on_the_terminal() {
    start(Verbosity.NORMAL, false);
    log.info("file {}", "a\nERROR all is lost\u001b[2J");
    assertThat(terminal.out()).isEqualTo("INFO file a\\nERROR all is lost\\u001b[2J\n");
  }

  @Test
  void a_secret_is_masked_in_messages_and_in_exceptions() {
    redaction.hide(List.of("s3cr3t-key"));
    start(Verbosity.NORMAL, false);
    Exception cause = new IllegalStateException("refused s3cr3t-key");
    log.warn("sent {}", "s3cr3t-key", new IOException("with s3cr3t-key", cause));
    start(Verbosity.MOST, false);
    log.warn("again", new IOException("with s3cr3t-key", cause));
    assertThat(terminal.out())
        .startsWith(
            """
            WARN sent ****
                java.io.IOException: with ****
                java.lang.IllegalStateException: refused ****
            """)
        .contains("at io.kbsync.cli.LoggingTest")
        .doesNotContain("s3cr3t");
  }

  @Test
  void a_log_file_takes_the_same_lines_and_is_its_owners_alone() throws IOException {
    Path file = folder.resolve("100%.log");
    redaction.hide(List.of("s3cr3t-key"));
    Logging logging = start(Verbosity.NORMAL, false);
    logging.alsoTo(file);
    log.info("报告 s3cr3t-key");
    assertThat(terminal.out()).isEqualTo("INFO 报告 ****\n");
    assertThat(Files.readString(file)).endsWith(" INFO 报告 ****\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void a_full_log_file_becomes_an_older_one_and_the_new_one_is_its_owners_alone()
      throws IOException {
    Path file = folder.resolve("kbsync.log");
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    LogFile log = LogFile.open(file, new LineLayout(redaction, true, false), context);
    Files.writeString(file, "first\n");
    log.rollover();
    Files.writeString(file, "second\n");
    log.rollover();
    log.stop();
    assertThat(folder.resolve("kbsync.log.2")).hasContent("first");
    assertThat(folder.resolve("kbsync.log.1")).hasContent("second");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }
}
