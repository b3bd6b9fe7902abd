package io.kbsync.core.plan;

import static io.kbsync.core.testing.Seeds.any;
import static io.kbsync.core.testing.Seeds.forAll;
import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.api.source.Presence;
import io.kbsync.core.state.Departed;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the guard never does, whatever the numbers are. */
class RemovalGuardPropertyTest {

  private static final int CASES = 5_000;

  @Test
  void what_a_person_approved_always_goes() {
    forAll(CASES, random -> assertThat(goes(guard(random), departed(random, true))).isTrue());
  }

  @Test
  void what_the_account_may_not_look_at_never_goes_by_itself() {
    forAll(
        CASES,
        random -> {
          Departed denied =
              departed(random, Departed.Kind.VANISHED, false).withPresence(Presence.DENIED);
          assertThat(goes(guard(random), denied)).isFalse();
        });
  }

  @Test
  void what_may_lie_in_an_unread_part_never_goes_by_itself_unless_the_source_calls_it_gone() {
    forAll(
        CASES,
        random -> {
          Departed departed = departed(random, Departed.Kind.VANISHED, false);
          if (departed.listings() == 0 && departed.presence() != Presence.GONE) {
            assertThat(goes(guard(random), departed)).isFalse();
          }
        });
  }

  @Test
  void what_the_whiteList_does_not_name_any_more_never_goes_by_itself() {
    forAll(
        CASES,
        random ->
            assertThat(goes(guard(random), departed(random, Departed.Kind.NOT_SELECTED, false)))
                .isFalse());
  }

  @Test
  void nothing_of_an_emptied_root_goes_by_itself() {
    forAll(
        CASES,
        random -> {
          RemovalGuard any = guard(random);
          RemovalGuard emptied =
              new RemovalGuard(
                  any.candidates(), any.removedLately(), any.recorded(), Set.of("r1", "r2"));
          assertThat(goes(emptied, departed(random, false))).isFalse();
        });
  }

  @Test
  void more_than_a_quarter_of_more_than_a_few_never_goes_by_itself() {
    forAll(
        CASES,
        random -> {
          RemovalGuard guard = guard(random);
          long total = guard.candidates() + guard.removedLately();
          if (total > 3 && total * 4 > guard.recorded() + guard.removedLately()) {
            assertThat(goes(guard, departed(random, false))).as(guard.toString()).isFalse();
          }
        });
  }

  @Test
  void more_than_a_tenth_of_more_than_a_few_never_goes_on_a_single_listing() {
    forAll(
        CASES,
        random -> {
          RemovalGuard guard = guard(random);
          Departed departed = departed(random, false);
          long total = guard.candidates() + guard.removedLately();
          if (total > 3
              && total * 10 > guard.recorded() + guard.removedLately()
              && departed.listings() < 2) {
            assertThat(goes(guard, departed)).as(guard.toString()).isFalse();
          }
        });
  }

  @Test
  void what_waits_still_waits_when_more_would_go() {
    forAll(
        CASES,
        random -> {
          RemovalGuard guard = guard(random);
          RemovalGuard larger =
              new RemovalGuard(
                  guard.candidates() + random.nextInt(50),
                  guard.removedLately(),
                  guard.recorded(),
                  guard.emptiedRoots());
          Departed departed = departed(random, random.nextBoolean());
          if (!goes(guard, departed)) {
            assertThat(goes(larger, departed)).isFalse();
          }
        });
  }

  @Test
  void another_complete_listing_never_holds_back_what_would_go() {
    forAll(
        CASES,
        random -> {
          RemovalGuard guard = guard(random);
          Departed departed = departed(random, random.nextBoolean());
          if (goes(guard, departed)) {
            assertThat(goes(guard, listedAgain(departed))).isTrue();
          }
        });
  }

  private static boolean goes(RemovalGuard guard, Departed departed) {
    return guard.holdsBack(departed).isEmpty() && guard.doubts(departed, false).isEmpty();
  }

  private static RemovalGuard guard(Random random) {
    long recorded = random.nextInt(random.nextBoolean() ? 20 : 2_000);
    return new RemovalGuard(
        random.nextLong(recorded + 1),
        random.nextInt(random.nextBoolean() ? 1 : 30),
        recorded,
        random.nextInt(4) == 0 ? Set.of("r1") : Set.of());
  }

  private static Departed departed(Random random, boolean approved) {
    return departed(random, any(random, Departed.Kind.VANISHED, Departed.Kind.EXCLUDED), approved);
  }

  private static Departed departed(Random random, Departed.Kind kind, boolean approved) {
    return new Departed(
        Files.recorded().id(),
        any(random, "r1", "r2"),
        "Base/x",
        "d1",
        kind,
        "",
        any(random, Presence.values()),
        random.nextInt(4),
        approved,
        Files.recorded());
  }

  private static Departed listedAgain(Departed d) {
    return new Departed(
        d.file(),
        d.root(),
        d.path(),
        d.document(),
        d.kind(),
        d.by(),
        d.presence(),
        d.listings() + 1,
        d.approved(),
        d.recorded());
  }
}
