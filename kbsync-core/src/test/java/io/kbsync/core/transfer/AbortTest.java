package io.kbsync.core.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.api.FatalException;
import org.junit.jupiter.api.Test;

class AbortTest {

  private final Abort abort = new Abort();

  @Test
  void a_run_goes_on_until_somebody_says_otherwise() {
    assertThat(abort.isOn()).isFalse();
    assertThat(abort.isStopped()).isFalse();
    assertThat(abort.reason()).isEmpty();
  }

  @Test
  void a_person_who_stops_a_run_needs_no_reason() {
    abort.stop();

    assertThat(abort.isOn()).isTrue();
    assertThat(abort.isStopped()).isTrue();
    assertThat(abort.reason()).isEmpty();
  }

  @Test
  void the_first_reason_counts() {
    FatalException first = new FatalException(FatalException.Kind.QUOTA, "spent", null);
    abort.because(first);
    abort.because(new FatalException(FatalException.Kind.UNREACHABLE, "away", null));

    assertThat(abort.isOn()).isTrue();
    assertThat(abort.isStopped()).isFalse();
    assertThat(abort.reason()).contains(first);
  }

  @Test
  void where_only_the_calls_of_the_source_are_spent_the_rest_goes_on() {
    FatalException spent = new FatalException(FatalException.Kind.QUOTA, "spent", null);
    abort.bySource(spent);
    abort.bySource(new FatalException(FatalException.Kind.QUOTA, "still spent", null));
    assertThat(abort.isOn()).isFalse();
    assertThat(abort.callsSpent()).contains(spent);

    FatalException expired = new FatalException(FatalException.Kind.CREDENTIALS, "expired", null);
    abort.bySource(expired);
    assertThat(abort.reason()).contains(expired);
  }
}
