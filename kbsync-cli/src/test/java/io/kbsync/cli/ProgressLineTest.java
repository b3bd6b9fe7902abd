package io.kbsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.api.source.Root;
import io.kbsync.cli.Logging.Verbosity;
import io.kbsync.core.report.SyncEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

  private static final Root ROOT = new Root("r", "Team");

  private final HandClock clock = new HandClock();
  private final ScriptedTerminal terminal = ScriptedTerminal.person();

  @AfterEach
  void nothing_is_logged_to_this_screen_any_more() {
    Logging.start(ScriptedTerminal.pipe().screen(), Verbosity.NORMAL, false, new Redaction());
  }

  @Test
  void a_terminal_shows_one_line_that_changes_and_goes_away() {
    ProgressLine line = new ProgressLine(terminal.screen(), true, clock);
    clock.pass(Duration.ofSeconds(1));
    line.on(new SyncEvent.PageListed(ROOT, 100));
    assertThat(terminal.err())
        .isEqualTo("listed 100 so far, to do 0, done 0, failed 0, 0 B, 0 B/s");
    terminal.screen().out("INFO something else");
    line.end();
    assertThat(terminal.err()).endsWith("\r\u001b[2K");
    assertThat(terminal.out()).isEqualTo("INFO something else\n");
  }

  @Test
  void who_wants_no_word_gets_no_line_either() {
    Logging.start(terminal.screen(), Verbosity.QUIET, false, new Redaction());
    ProgressLine line = new ProgressLine(terminal.screen(), true, clock);
    line.on(new SyncEvent.PageListed(ROOT, 100));
    line.end();
    assertThat(terminal.err()).isEmpty();
  }

  @Test
  void a_terminal_is_not_flooded() {
    ProgressLine line = new ProgressLine(terminal.screen(), true, clock);
    for (int i = 0; i < 1000; i++) {
      line.on(new SyncEvent.Received(1000));
      clock.pass(Duration.ofMillis(1));
    }
    assertThat(terminal.err().split("listed")).hasSize(11);
  }

  @Test
  void the_rate_and_the_time_left_are_foreseen_once_the_listing_ended() {
    Progress progress = new Progress(clock.instant());
    for (int i = 0; i < 20; i++) {
      progress.take(new SyncEvent.Planned("f" + i, "new"));
    }
    for (int i = 0; i < 4; i++) {
      progress.take(new SyncEvent.Received(500_000));
      progress.take(new SyncEvent.Stored("f" + i, 500_000));
    }
    progress.take(new SyncEvent.Failed("f4", "broken"));
    clock.pass(Duration.ofSeconds(10));
    assertThat(progress.line(clock.instant())).endsWith("done 4, failed 1, 2.0 MB, 200 kB/s");
    progress.take(new SyncEvent.ListingEnded(25));
    assertThat(progress.line(clock.instant()))
        .isEqualTo("listed 25, to do 20, done 4, failed 1, 2.0 MB, 200 kB/s, 30 s left");
  }

  @Test
  void elsewhere_a_log_line_comes_at_the_end_of_the_listing_and_every_ten_seconds() {
    Logging.start(terminal.screen(), Verbosity.NORMAL, false, new Redaction());
    ProgressLine line = new ProgressLine(terminal.screen(), false, clock);
    for (int i = 0; i < 26; i++) {
      line.on(new SyncEvent.Received(1000));
      clock.pass(Duration.ofSeconds(1));
    }
    line.on(new SyncEvent.ListingEnded(7));
    assertThat(terminal.out().lines())
        .hasSize(3)
        .allMatch(l -> l.startsWith("INFO Progress: listed "));
    assertThat(terminal.err()).isEmpty();
  }

  private static final class HandClock extends Clock {

    private Instant now = SampleReports.START;

    void pass(Duration time) {
      now = now.plus(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
