package io.kbsync.core.state;

import io.kbsync.api.source.FileId;
import java.time.Instant;

/**
 * A put that was about to happen, or whose outcome was never heard.
 *
 * @param documentKey the text of the key
 * @param file whose content it was
 * @param suspect the put was repeated after an outcome that nobody heard: there may be two
 * @param created when it was about to happen
 */
public record Intent(String documentKey, FileId file, boolean suspect, Instant created) {}
