package dev.offload.ingest.files;

import dev.offload.ingest.etag.Preconditions;
import java.util.Optional;

/// Which part of a file is wanted and on what condition (RFC 9110, sections 13 and 14).
///
/// @param range the header `Range`, or null
/// @param ifRange the header `If-Range`, or null
record Conditions(String range, String ifRange, Preconditions preconditions) {

  /// Whether the client already has the content.
  boolean isKnown(String etag) {
    return !preconditions.hold(Optional.of(etag));
  }

  /// The range, unless it is for another content.
  String rangeOf(String etag) {
    return ifRange == null || ifRange.strip().equals(etag) ? range : null;
  }
}
