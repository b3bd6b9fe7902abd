package io.kbsync.api.sink;

import java.util.Objects;

/**
 * Why a sink does not take a file.
 *
 * @param reason for the report: {@code "RAGFlow does not take .exe files"}
 */
public record Refusal(String reason) {

  public Refusal {
    Objects.requireNonNull(reason, "reason");
  }
}
