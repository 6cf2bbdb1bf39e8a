package dev.offload.ingest.files;

import dev.offload.files.ByteRange;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a `Range` header (RFC 9110, section 14) asks of a file of a certain size.
sealed interface RequestedRange {

  /// The whole file: no range is asked for, or one that we need not understand (other units,
  /// several ranges).
  record Whole() implements RequestedRange {}

  record Part(ByteRange range) implements RequestedRange {}

  /// The range is outside the file.
  record Outside() implements RequestedRange {}

  /// Units are case-insensitive (RFC 9110, section 14.1).
  Pattern ONE_RANGE = Pattern.compile("(?i:bytes)=\\s*(\\d{0,18})-(\\d{0,18})\\s*");

  static RequestedRange of(String header, long size) {
    if (header == null) {
      return new Whole();
    }
    Matcher matcher = ONE_RANGE.matcher(header);
    if (!matcher.matches() || (matcher.group(1).isEmpty() && matcher.group(2).isEmpty())) {
      return new Whole();
    }
    if (matcher.group(1).isEmpty()) {
      return last(Long.parseLong(matcher.group(2)), size);
    }
    long first = Long.parseLong(matcher.group(1));
    long last = matcher.group(2).isEmpty() ? size - 1 : Long.parseLong(matcher.group(2));
    if (last < first && !matcher.group(2).isEmpty()) {
      return new Whole();
    }
    return first >= size
        ? new Outside()
        : new Part(new ByteRange(first, Math.min(last, size - 1) - first + 1));
  }

  private static RequestedRange last(long length, long size) {
    if (length == 0 || size == 0) {
      return new Outside();
    }
    long part = Math.min(length, size);
    return new Part(new ByteRange(size - part, part));
  }
}
