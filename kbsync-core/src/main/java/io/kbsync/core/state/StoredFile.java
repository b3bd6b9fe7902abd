package io.kbsync.core.state;

import io.kbsync.api.sink.DocumentId;
import io.kbsync.api.source.Revision;

/**
 * How a file stands in the sink.
 *
 * @param document the document
 * @param documentName what the sink calls it now
 * @param documentKey the text of its key; empty for a document that was adopted
 * @param revision the listed revision whose content it is
 * @param rendition the id of the rendition that came
 * @param wanted the id of the best rendition on offer when it was stored
 * @param digest what makes its content equal to another; empty when not known
 * @param bytes its length
 * @param adopted KBSync found it and did not store it
 */
public record StoredFile(
    DocumentId document,
    String documentName,
    String documentKey,
    Revision revision,
    String rendition,
    String wanted,
    String digest,
    long bytes,
    boolean adopted) {}
