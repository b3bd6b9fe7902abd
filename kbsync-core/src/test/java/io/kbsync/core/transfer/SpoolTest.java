package io.kbsync.core.transfer;

import static io.kbsync.core.testing.Seeds.forAll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.hash.Hashing;
import io.kbsync.api.PermanentException;
import io.kbsync.api.RetriableException;
import io.kbsync.api.source.RemoteContent;
import io.kbsync.testkit.TestClock;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {

  private static final int SMALL = 1_000;
  private static final int LARGE = 700_000;

  @TempDir Path folder;
  private final TestClock clock = TestClock.at("2026-07-14T09:00:00Z");

  @Test
  void small_content_stays_in_memory() throws Exception {
    byte[] bytes = bytes(SMALL);
    try (Spooled spooled = receive(spool(), content(bytes))) {
      assertThat(left()).isEmpty();
      assertThat(read(spooled)).isEqualTo(bytes);
    }
  }

  @Test
  void large_content_lies_in_a_file_that_goes_when_it_is_closed() throws Exception {
    byte[] bytes = bytes(LARGE);
    try (Spooled spooled = receive(spool(), content(bytes))) {
      assertThat(left()).hasSize(1);
      assertThat(read(spooled)).isEqualTo(bytes);
      assertThat(read(spooled)).as("read again").isEqualTo(bytes);
    }
    assertThat(left()).isEmpty();
  }

  @Test
  void nobody_else_may_read_what_lies_in_a_file() throws Exception {
    try (Spooled spooled = receive(spool(), content(bytes(LARGE)))) {
      assertThat(spooled.length()).isEqualTo(LARGE);
      assertThat(Files.getPosixFilePermissions(left().get(0))).hasSize(2);
    }
  }

  @Test
  void whatever_its_length_content_comes_back_as_it_came() throws Exception {
    Spool spool = spool();
    forAll(
        40,
        random -> {
          byte[] bytes = bytes(random.nextInt(random.nextBoolean() ? 3 : 600_000));
          AtomicLong progress = new AtomicLong();
          RemoteContent content =
              RemoteContent.original(
                  inPieces(random, bytes), random.nextBoolean() ? -1 : bytes.length);
          try (Spooled spooled = spool.receive(content, progress::addAndGet)) {
            assertThat(spooled.length()).isEqualTo(bytes.length).isEqualTo(progress.get());
            assertThat(spooled.digest()).isEqualTo(Hashing.sha256().hashBytes(bytes).toString());
            assertThat(read(spooled)).isEqualTo(bytes);
          }
        });
    assertThat(left()).isEmpty();
  }

  @Test
  void content_that_ends_too_early_or_too_late_may_come_right_later() throws Exception {
    Spool spool = spool();
    for (int length : List.of(SMALL, LARGE)) {
      for (int promised : List.of(length - 1, length + 1)) {
        RemoteContent content =
            RemoteContent.original(new ByteArrayInputStream(bytes(length)), promised);

        assertThatThrownBy(() -> receive(spool, content))
            .isInstanceOf(RetriableException.class)
            .hasMessageContaining(length + " bytes")
            .hasMessageContaining(promised + " were promised");
      }
    }
    assertThat(left()).isEmpty();
  }

  @Test
  void a_download_that_breaks_off_may_come_right_later_and_leaves_nothing() throws Exception {
    Spool spool = spool();
    InputStream broken =
        new FilterInputStream(new ByteArrayInputStream(bytes(LARGE))) {
          @Override
          public int read(byte[] to, int offset, int length) throws IOException {
            int n = super.read(to, offset, length);
            if (n < 0) {
              throw new IOException("connection reset");
            }
            return n;
          }
        };

    assertThatThrownBy(() -> receive(spool, RemoteContent.original(broken, LARGE)))
        .isInstanceOf(RetriableException.class)
        .hasMessageContaining("connection reset");
    assertThat(left()).isEmpty();
  }

  @Test
  void content_that_drips_is_given_up_after_half_an_hour_and_leaves_nothing() throws Exception {
    Spool spool = spool();
    InputStream dripping = dripping(Duration.ofSeconds(59), 1);

    assertThatThrownBy(() -> receive(spool, RemoteContent.original(dripping, -1)))
        .isInstanceOfSatisfying(
            PermanentException.class,
            e -> assertThat(e.outcome()).isEqualTo(PermanentException.Outcome.FAILED))
        .hasMessageContaining("31 bytes in 30 minutes");
    assertThat(left()).isEmpty();
  }

  @Test
  void large_content_over_a_slow_line_gets_its_time() throws Exception {
    InputStream slow = dripping(Duration.ofSeconds(30), 64 * 1024);

    try (Spooled spooled = receive(spool(), RemoteContent.original(slow, -1))) {
      assertThat(spooled.length()).isEqualTo(LARGE);
    }
  }

  /** So many bytes after each pause of this length. */
  private InputStream dripping(Duration pause, int bytes) {
    return new FilterInputStream(new ByteArrayInputStream(bytes(LARGE))) {
      @Override
      public int read(byte[] to, int offset, int length) throws IOException {
        clock.advance(pause);
        return super.read(to, offset, Math.min(length, bytes));
      }
    };
  }

  @Test
  void content_over_the_limit_is_skipped_however_small_its_listing_said_it_is() throws Exception {
    Spool spool = new Spool(folder, LARGE - 1, clock);

    assertThatThrownBy(() -> receive(spool, content(bytes(LARGE))))
        .isInstanceOfSatisfying(
            PermanentException.class,
            e -> assertThat(e.outcome()).isEqualTo(PermanentException.Outcome.SKIPPED))
        .hasMessageContaining("maxFileSize");
    assertThat(left()).isEmpty();
    try (Spooled fits = receive(spool, content(bytes(LARGE - 1)))) {
      assertThat(fits.length()).isEqualTo(LARGE - 1);
    }
  }

  @Test
  void content_that_cannot_be_kept_fails_and_says_where_room_is_missing() throws Exception {
    Path gone = folder.resolve("spool");
    Spool spool = new Spool(gone, Long.MAX_VALUE, clock);
    Files.delete(gone);

    assertThatThrownBy(() -> receive(spool, content(bytes(LARGE))))
        .isInstanceOfSatisfying(
            PermanentException.class,
            e -> assertThat(e.outcome()).isEqualTo(PermanentException.Outcome.FAILED))
        .hasMessageContaining(gone.toString())
        .hasMessageContaining("Is the disk full?");
    try (Spooled small = receive(spool, content(bytes(SMALL)))) {
      assertThat(small.length()).isEqualTo(SMALL);
    }
  }

  @Test
  void what_an_earlier_process_left_goes_and_other_files_stay() throws Exception {
    Files.writeString(folder.resolve("content-1.part"), "left");
    Files.writeString(folder.resolve("notes.txt"), "mine");

    spool();

    assertThat(left()).containsExactly(folder.resolve("notes.txt"));
  }

  private Spool spool() throws IOException {
    return new Spool(folder, Long.MAX_VALUE, clock);
  }

  private static Spooled receive(Spool spool, RemoteContent content) throws Exception {
    return spool.receive(content, bytes -> {});
  }

  private static RemoteContent content(byte[] bytes) {
    return RemoteContent.original(new ByteArrayInputStream(bytes), -1);
  }

  private static InputStream inPieces(Random random, byte[] bytes) {
    return new FilterInputStream(new ByteArrayInputStream(bytes)) {
      @Override
      public int read(byte[] to, int offset, int length) throws IOException {
        return super.read(to, offset, Math.min(length, 1 + random.nextInt(100_000)));
      }
    };
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private static byte[] read(Spooled spooled) throws IOException {
    try (InputStream in = spooled.open()) {
      return in.readAllBytes();
    }
  }

  private List<Path> left() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
