package io.kbsync.testkit.ragflow;

import static io.kbsync.testkit.ragflow.RagflowVersion.GO;
import static io.kbsync.testkit.ragflow.RagflowVersion.V0_25;
import static io.kbsync.testkit.ragflow.RagflowVersion.V0_27;

import io.kbsync.testkit.http.SimResponse;
import java.util.ArrayList;
import java.util.List;

/** POST of files. */
final class UploadApi {

  private final World world;

  UploadApi(World world) {
    this.world = world;
  }

  SimResponse answer(Call call) {
    List<FilePart> parts = checked(FilePart.of(call.request()));
    Shelf shelf = shelf(call);
    List<Object> stored = new ArrayList<>();
    List<String> errors = new ArrayList<>();
    for (FilePart part : parts) {
      try {
        StoredFile file = world.store(shelf, nameOf(part), Content.of(part.content()));
        stored.add(DocumentJson.uploaded(shelf, file, call.version()));
      } catch (RefusedFileException refused) {
        errors.add(part.name() + ": " + refused.getMessage());
      }
    }
    if (!errors.isEmpty()) {
      // Up to v0.26.3 nobody hears of the files that were stored.
      throw ApiError.of(
          ApiError.SERVER,
          String.join("\n", errors),
          call.version().before(V0_27) || stored.isEmpty() ? null : stored);
    }
    return RagflowApi.success(stored);
  }

  private String nameOf(FilePart part) {
    return world.version == GO
        ? part.name().substring(part.name().lastIndexOf('/') + 1)
        : part.name();
  }

  private static List<FilePart> checked(List<FilePart> parts) {
    if (parts.isEmpty()) {
      throw ApiError.of(ApiError.ARGUMENT, "No file part!");
    }
    for (FilePart part : parts) {
      if (part.name().isEmpty()) {
        throw ApiError.of(ApiError.ARGUMENT, "No file selected!");
      } else if (FileNames.tooLong(part.name())) {
        throw ApiError.of(ApiError.ARGUMENT, FileNames.TOO_LONG);
      }
    }
    return parts;
  }

  /** Up to v0.24 any key opens any dataset. */
  private Shelf shelf(Call call) {
    boolean old = call.version().before(V0_25);
    String missing = "Can't find the dataset with ID " + call.datasetId() + "!";
    Shelf shelf =
        world
            .shelf(call.datasetId())
            .orElseThrow(
                () ->
                    old
                        ? ApiError.of(ApiError.EXCEPTION, "LookupError(\"" + missing + "\")")
                        : ApiError.of(ApiError.DATA, missing));
    if (!old && !shelf.tenant.equals(call.tenant())) {
      throw ApiError.of(ApiError.AUTHENTICATION, "No authorization.");
    }
    return shelf;
  }
}
