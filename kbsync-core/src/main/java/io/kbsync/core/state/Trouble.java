package io.kbsync.core.state;

import io.kbsync.api.PermanentException;
import java.time.Instant;

/**
 * Why a file did not go through, and when to try again.
 *
 * @param outcome how it counts
 * @param reason for people
 * @param attempts runs in which it was tried
 * @param nextTry not before this time, unless the file changes
 * @param revision the text of the revision it concerns
 */
public record Trouble(
    PermanentException.Outcome outcome,
    String reason,
    int attempts,
    Instant nextTry,
    String revision) {}
