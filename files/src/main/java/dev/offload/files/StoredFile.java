package dev.offload.files;

import java.time.Instant;
import java.util.Objects;

/// What is known of a stored file.
///
/// @param size in bytes
public record StoredFile(
    FileId id,
    String tenant,
    String name,
    String contentType,
    long size,
    Sha256 sha256,
    Instant createdAt) {

  public StoredFile {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(tenant, "tenant");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(contentType, "contentType");
    Objects.requireNonNull(sha256, "sha256");
    Objects.requireNonNull(createdAt, "createdAt");
    if (size < 0) {
      throw new IllegalArgumentException("size must not be negative: " + size);
    }
  }
}
