package dev.offload.files;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Objects;

/// A stored file, without its content.
///
/// @param size the size in bytes
/// @param maker the task whose output it is, or null
public record StoredFile(
    FileId id,
    String tenant,
    String name,
    String contentType,
    long size,
    Sha256 sha256,
    Instant createdAt,
    @JsonInclude(JsonInclude.Include.NON_NULL) String maker) {

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
