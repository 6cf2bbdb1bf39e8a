package dev.offload.testkit;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// An HTTP request that a [WebhookSink] has received.
///
/// @param headers by lower-case name
public record ReceivedRequest(
    String method, String path, Map<String, List<String>> headers, String body, Instant at) {

  /// The first value of a header, whatever the case of its name.
  public Optional<String> header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream().findFirst();
  }
}
