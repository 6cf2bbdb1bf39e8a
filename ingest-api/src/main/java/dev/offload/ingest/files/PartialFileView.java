package dev.offload.ingest.files;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.offload.files.Arrival;
import dev.offload.files.PartialFile;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A file that arrives in pieces, as its owner sees it.
@Schema(
    name = "PartialFile",
    description = "A file that arrives in pieces.",
    requiredProperties = {"id", "name", "contentType", "offset", "length", "href"})
record PartialFileView(
    @Schema(ref = "FileId") String id,
    @Schema(description = "The name of the file.") String name,
    @Schema(description = "The media type of the file.") String contentType,
    @Schema(description = "How many bytes have arrived.") long offset,
    @Schema(description = "The size that the file will have, in bytes.") long length,
    @Schema(
            description =
                "When the upload is given up if no more arrives. Absent if the file is whole.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        Instant expiresAt,
    @Schema(
            description = "Where to send the pieces, relative to the API, and later the file.",
            format = "uri-reference")
        URI href) {
  static PartialFileView of(Arrival arrival, Duration expireAfter) {
    PartialFile file = arrival.file();
    return new PartialFileView(
        file.id().value(),
        file.name(),
        file.contentType(),
        arrival.offset(),
        file.size(),
        expiry(arrival, expireAfter).orElse(null),
        URI.create("/v1/files/" + file.id()));
  }

  /// When an upload is given up if no more arrives. Empty if the file is whole.
  static Optional<Instant> expiry(Arrival arrival, Duration expireAfter) {
    return arrival.offset() == arrival.file().size()
        ? Optional.empty()
        : Optional.of(arrival.lastPiece().plus(expireAfter));
  }
}
