package io.kbsync.testkit.ragflow;

import java.util.Optional;

/** Finds datasets and documents for a caller, or the answer for those who may not have them. */
final class Lookup {

  private final World world;

  Lookup(World world) {
    this.world = world;
  }

  /** The dataset of the path, for listing, deleting and parsing. */
  Shelf owned(Call call) {
    return find(call)
        .orElseThrow(
            () ->
                ApiError.of(
                    ApiError.DATA, youDoNotOwn(call, "the dataset " + call.datasetId() + ". ")));
  }

  /** The dataset of the path, if it is the caller's. */
  Optional<Shelf> find(Call call) {
    return world.shelf(call.datasetId()).filter(shelf -> shelf.tenant.equals(call.tenant()));
  }

  /** The words for a thing that is not the caller's, or not there. */
  String youDoNotOwn(Call call, String thing) {
    String you = call.version().before(RagflowVersion.V0_27) ? "You" : "you";
    return you + " don't own " + thing;
  }
}
