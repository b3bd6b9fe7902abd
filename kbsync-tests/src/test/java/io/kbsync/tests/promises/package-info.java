/**
 * What the engine promises, each promise proved by the test that bears its name:
 *
 * <ol>
 *   <li>{@code NoDuplicateNoHoleTest}: whatever happened before, an undisturbed run ends with
 *       exactly the chosen files, each once.
 *   <li>{@code NoGapOnReplaceTest}: while a document is replaced, one of its revisions can be
 *       found.
 *   <li>{@code NoRemovalOnDoubtTest}: what may still be there is never removed.
 *   <li>{@code OnlyOurOwnTest}: documents of others are never touched.
 *   <li>{@code LostStateHealsTest}: without its record a job recognises its documents.
 *   <li>{@code ChangedByHandTest}: what people do to the dataset is mended, or kept where they
 *       meant it.
 *   <li>{@code PoisonDoesNotSpreadTest}: a file that always fails holds up nobody.
 *   <li>{@code NothingLeaksTest}: many runs in one process hold no more than a few.
 * </ol>
 *
 * <p>What happens when servers and networks fail stands in {@code io.kbsync.tests.faults}.
 */
@NullMarked
package io.kbsync.tests.promises;

import org.jspecify.annotations.NullMarked;
