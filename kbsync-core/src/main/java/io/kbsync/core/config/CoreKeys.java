package io.kbsync.core.config;

import io.kbsync.api.config.ConfigKey;
import io.kbsync.api.config.ConfigSpec;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The keys that are the engine's own, whatever the source and the sink. */
public final class CoreKeys {

  public static final ConfigKey<String> SINK_TYPE =
      ConfigKey.text("sinkType", "Where the files go.").required().build();

  public static final ConfigKey<String> SOURCE_TYPE =
      ConfigKey.text("sourceType", "Where the files come from.").required().build();

  public static final ConfigKey<String> JOB =
      ConfigKey.of(
              "job",
              "The name of the job, under which its state is kept. Default: the configuration"
                  + " file's name without its ending.",
              JobNames::checked)
          .build();

  public static final ConfigKey<String> SYNC_PLAN =
      ConfigKey.text("syncPlan", "What is done about changes: the name of a sync plan.")
          .defaultsTo("mirror")
          .build();

  public static final ConfigKey<Duration> SYNC_INTERVAL =
      ConfigKey.of(
              "syncInterval",
              "How long after the start of one sync the next one starts (15m, 1h). Default: what"
                  + " the monthly calls allow: quick looks at what changed, every 20 minutes at the"
                  + " most, between daily full listings; else a full listing every hour at the most.",
              Durations::parse)
          .build();

  public static final ConfigKey<Integer> TRANSFERS =
      ConfigKey.of(
              "transfers",
              "How many files move at once, on the source's side and on the sink's. Default: what"
                  + " each connector allows.",
              CoreKeys::transfers)
          .build();

  public static final ConfigKey<Long> MAX_FILE_SIZE =
      ConfigKey.of(
              "maxFileSize",
              "Files beyond this size (100M, 1G) are skipped. Without it the sink's own limit alone holds.",
              Sizes::parse)
          .build();

  public static final ConfigKey<ExistingPolicy> EXISTING =
      ConfigKey.of(
              "existing",
              "What a first sync does with documents that hold a file's name already: adopt (they"
                  + " are taken for the file's own) or beside (they stay, the file is stored"
                  + " beside them).",
              CoreKeys::existing)
          .build();

  public static final ConfigKey<Path> STATE_DIR =
      ConfigKey.of(
              "stateDir",
              "The folder of the job's state. A relative path starts at the configuration file.",
              CoreKeys::path)
          .defaultsTo("kbsync-state")
          .build();

  public static final ConfigKey<Path> LEDGER_DIR =
      ConfigKey.of(
              "ledgerDir",
              "The folder in which all jobs of this machine count their calls. Default: a folder"
                  + " of the user who runs KBSync.",
              CoreKeys::path)
          .build();

  public static final ConfigKey<Path> LOG_FILE =
      ConfigKey.of(
              "logFile",
              "A file that takes the log lines too, with times; rotated. A relative path starts at"
                  + " the configuration file.",
              CoreKeys::path)
          .build();

  public static final ConfigKey<String> ON_ATTENTION =
      ConfigKey.text(
              "onAttention",
              "A command for the shell that is run when a person is needed: for a login, for"
                  + " removals or new files that wait, or because the month's calls are spent."
                  + " KBSYNC_JOB and KBSYNC_REASON (login, removals, additions, quota) say which"
                  + " and why.")
          .build();

  public static final ConfigSpec SPEC =
      ConfigSpec.builder()
          .keys(SINK_TYPE, SOURCE_TYPE, JOB, SYNC_PLAN, SYNC_INTERVAL, TRANSFERS)
          .keys(MAX_FILE_SIZE, EXISTING, STATE_DIR, LEDGER_DIR, LOG_FILE, ON_ATTENTION)
          .build();

  private static final int MOST_TRANSFERS = 64;

  private CoreKeys() {}

  private static int transfers(String text) {
    if (text.matches("\\d{1,4}")) {
      int number = Integer.parseInt(text);
      if (number >= 1 && number <= MOST_TRANSFERS) {
        return number;
      }
    }
    throw new IllegalArgumentException(
        "'%s' is no number of files. Write a number between 1 and %d"
            .formatted(text, MOST_TRANSFERS));
  }

  private static ExistingPolicy existing(String text) {
    return Arrays.stream(ExistingPolicy.values())
        .filter(policy -> policy.name().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'%s' is not known. Write %s".formatted(text, policies())));
  }

  private static String policies() {
    return Arrays.stream(ExistingPolicy.values())
        .map(policy -> policy.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(" or "));
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("This is no path: " + e.getReason(), e);
    }
  }
}
