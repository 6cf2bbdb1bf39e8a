package dev.offload.ingest.files;

import dev.offload.files.StoredFile;
import java.net.URI;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A stored file as its owner sees it.
@Schema(
    description = "A stored file.",
    requiredProperties = {"id", "name", "contentType", "size", "sha256", "createdAt", "href"})
record FileDescription(
    @Schema(ref = "FileId") String id,
    @Schema(description = "The name of the file.") String name,
    @Schema(description = "The media type with which it was uploaded.") String contentType,
    @Schema(description = "The size in bytes.") long size,
    @Schema(description = "SHA-256 of the file, in lower-case hexadecimal digits.") String sha256,
    @Schema(description = "When the upload was complete.") Instant createdAt,
    @Schema(description = "Where to download it, relative to the API.", format = "uri-reference")
        URI href) {

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
