package dev.offload.cli.verify;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Headers as a log or a proxy shows them: a name, a colon and a value in each line. Lines of
/// another form are passed over, such as the first one of a request.
final class RawHeaders {
  private final Map<String, String> values = new HashMap<>();

  static RawHeaders of(List<String> lines) {
    RawHeaders headers = new RawHeaders();
    for (String line : lines) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        // curl puts < or > before each.
        String name = line.substring(0, colon).replaceFirst("^[<>] ", "").strip();
        headers.values.putIfAbsent(
            name.toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
      }
    }
    return headers;
  }

  Optional<String> find(String name) {
    return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
  }
}
