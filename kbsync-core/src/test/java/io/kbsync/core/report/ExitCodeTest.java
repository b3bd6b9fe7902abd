package io.kbsync.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.api.FatalException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ExitCodeTest {

  private static final Instant TIME = Instant.parse("2026-07-14T09:00:00Z");
  private static final Consumer<Tally> STOPPED = Tally::stopped;
  private static final Consumer<Tally> REFUSED = fatal(FatalException.Kind.REFUSED_VALUE);
  private static final Consumer<Tally> LOGIN = on(new SyncEvent.LoginNeeded("a", "login"));
  private static final Consumer<Tally> HELD = on(new SyncEvent.HeldBack("b", "many"));
  private static final Consumer<Tally> FAILED = on(new SyncEvent.Failed("c", "broken"));

  @Test
  void a_run_in_sync_ends_with_zero_skipped_files_and_warnings_included() {
    assertThat(code(List.of())).isZero();
    assertThat(
            code(
                List.of(
                    on(new SyncEvent.Skipped("a", "a shortcut")),
                    on(new SyncEvent.Warning("look here")),
                    on(new SyncEvent.TextOnly("b", "only md")),
                    on(new SyncEvent.Excluded("c", "entry")))))
        .isZero();
  }

  @Test
  void each_ending_has_its_number() {
    assertThat(code(List.of(FAILED))).isEqualTo(1);
    assertThat(code(List.of(tally -> tally.notSearchable("d", "empty")))).isEqualTo(1);
    assertThat(code(List.of(REFUSED))).isEqualTo(2);
    assertThat(code(List.of(HELD))).isEqualTo(3);
    assertThat(code(List.of(on(new SyncEvent.AdditionsHeldBack(9, "many"))))).isEqualTo(3);
    assertThat(code(List.of(LOGIN))).isEqualTo(4);
    assertThat(code(List.of(STOPPED))).isEqualTo(130);
    assertThat(ExitCode.TERMINATED.value()).isEqualTo(143);
  }

  @Test
  void every_reason_to_give_up_but_a_refused_value_blocks_the_job() {
    Arrays.stream(FatalException.Kind.values())
        .filter(kind -> kind != FatalException.Kind.REFUSED_VALUE)
        .forEach(kind -> assertThat(code(List.of(fatal(kind)))).as(kind.name()).isEqualTo(4));
  }

  @Test
  void of_several_endings_the_one_that_a_person_must_know_first_is_told() {
    List<Consumer<Tally>> precedence = List.of(STOPPED, REFUSED, LOGIN, HELD, FAILED);
    List<Integer> codes = List.of(130, 2, 4, 3, 1);
    for (int first = 0; first < precedence.size(); first++) {
      assertThat(code(precedence.subList(first, precedence.size()))).isEqualTo(codes.get(first));
    }
  }

  private static int code(List<Consumer<Tally>> happened) {
    Tally tally = new Tally(SyncListener.NONE);
    happened.forEach(each -> each.accept(tally));
    return ExitCode.of(tally.report("job", TIME, TIME, false, false, 0, Map.of(), Map.of()))
        .value();
  }

  private static Consumer<Tally> on(SyncEvent event) {
    return tally -> tally.on(event);
  }

  private static Consumer<Tally> fatal(FatalException.Kind kind) {
    return tally -> tally.fatal(new FatalException(kind, "no", null));
  }
}
