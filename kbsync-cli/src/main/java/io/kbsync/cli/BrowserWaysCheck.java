package io.kbsync.cli;

import io.kbsync.api.ConnectorException;
import io.kbsync.api.source.WayCheck;
import io.kbsync.core.BrowserSample;
import io.kbsync.core.SyncEngine;
import io.kbsync.core.report.ExitCode;

/** Shows which way over a browser works, and which step of which one no longer fits. */
final class BrowserWaysCheck {

  private final Screen screen;
  private int ways;
  private boolean good = true;

  BrowserWaysCheck(Screen screen) {
    this.screen = screen;
  }

  /** Tries them all. */
  ExitCode of(SyncEngine engine) throws ConnectorException, InterruptedException {
    engine.browserWays(this::show);
    if (ways == 0 && good) {
      screen.out("There is nothing here to fetch over a browser, or no browser is wanted.");
    }
    return good ? ExitCode.IN_SYNC : ExitCode.SOME_FAILED;
  }

  private void show(BrowserSample sample) {
    ways += sample.ways().size();
    good &= sample.isGood();
    if (!sample.problem().isEmpty()) {
      screen.out(Visible.of(sample.path() + ": not tried: " + sample.problem()));
    } else if (!sample.ways().isEmpty()) {
      screen.out(Visible.of(sample.path()));
      sample.ways().forEach(way -> screen.out(Visible.of("    " + line(way))));
    }
  }

  private static String line(WayCheck way) {
    return way.works()
        ? way.way() + ": works"
        : way.way() + ": DOES NOT FIT at the step '" + way.step() + "': " + way.detail();
  }
}
