package dev.offload.ingest.submit;

import java.util.regex.Pattern;

/// The header `traceparent` of W3C Trace Context.
public final class TraceContext {
  private static final Pattern TRACEPARENT =
      Pattern.compile("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

  private TraceContext() {}

  /// The header if it is valid, otherwise null.
  public static String parse(String header) {
    return header != null && TRACEPARENT.matcher(header).matches() ? header : null;
  }
}
