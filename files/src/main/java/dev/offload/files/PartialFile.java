package dev.offload.files;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Objects;

/// A file that arrives in pieces and is not whole yet.
///
/// @param size the size that it will have, in bytes
/// @param expected the hash that it must have, or null
/// @param metadata what its sender said of it, in the sender's own words, or null
public record PartialFile(
    FileId id,
    String tenant,
    String name,
    String contentType,
    long size,
    @JsonInclude(JsonInclude.Include.NON_NULL) Sha256 expected,
    @JsonInclude(JsonInclude.Include.NON_NULL) String metadata,
    Instant createdAt) {
  public PartialFile {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(tenant, "tenant");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(contentType, "contentType");
    Objects.requireNonNull(createdAt, "createdAt");
    if (size < 0) {
      throw new IllegalArgumentException("size must not be negative: " + size);
    }
  }

  /// A file about to arrive, under a fresh id.
  static PartialFile begin(String tenant, NewPartialFile file, Instant now) {
    return new PartialFile(
        FileId.fresh(now),
        tenant,
        file.name(),
        file.contentType(),
        file.size(),
        file.expected().orElse(null),
        file.metadata().orElse(null),
        now);
  }

  /// The whole file.
  StoredFile completed(Sha256 sha256, Instant now) {
    return new StoredFile(id, tenant, name, contentType, size, sha256, now, null);
  }
}
