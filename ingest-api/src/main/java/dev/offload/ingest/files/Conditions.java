package dev.offload.ingest.files;

import java.util.Arrays;

/// The headers that say which part of a file is wanted and on what condition (RFC 9110, sections 13
/// and 14). Each may be null.
record Conditions(String range, String ifRange, String ifNoneMatch) {

  /// Whether the client already has the content.
  boolean isKnown(String etag) {
    return ifNoneMatch != null
        && Arrays.stream(ifNoneMatch.split(",", -1))
            .map(String::strip)
            .anyMatch(tag -> tag.equals("*") || tag.equals(etag) || tag.equals("W/" + etag));
  }

  /// The range, unless it is for another content.
  String rangeOf(String etag) {
    return ifRange == null || ifRange.strip().equals(etag) ? range : null;
  }
}
