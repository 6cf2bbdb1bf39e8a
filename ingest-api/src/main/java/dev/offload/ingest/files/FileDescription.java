package dev.offload.ingest.files;

import dev.offload.files.StoredFile;
import java.net.URI;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A stored file as its owner sees it.
///
/// @param size in bytes
/// @param sha256 64 lower-case hexadecimal digits
/// @param href where to download it
record FileDescription(
    String id,
    String name,
    String contentType,
    long size,
    String sha256,
    Instant createdAt,
    @Schema(format = "uri-reference") URI href) {

  static FileDescription of(StoredFile file) {
    return new FileDescription(
        file.id().value(),
        file.name(),
        file.contentType(),
        file.size(),
        file.sha256().hex(),
        file.createdAt(),
        URI.create("/v1/files/" + file.id()));
  }
}
