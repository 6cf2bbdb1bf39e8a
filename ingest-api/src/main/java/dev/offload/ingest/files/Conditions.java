package dev.offload.ingest.files;

import dev.offload.ingest.etag.Preconditions;

/// Which part of a file is wanted and on what condition (RFC 9110, sections 13 and 14).
///
/// @param range the header `Range`, or null
/// @param ifRange the header `If-Range`, or null
record Conditions(String range, String ifRange, Preconditions preconditions) {

  /// Whether they have our name for the content, which is another where a link leads to.
  boolean nameTheFile() {
    return ifRange != null || !preconditions.ifMatch().isEmpty();
  }

  /// The range, unless it is for another content. No answer has a `Last-Modified`, so a date is
  /// never that of this content.
  String rangeOf(String etag) {
    return ifRange == null || ifRange.strip().equals(etag) ? range : null;
  }
}
