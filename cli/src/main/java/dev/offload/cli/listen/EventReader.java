package dev.offload.cli.listen;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.Optional;

/// Reads Server-Sent Events (section 9.2.6 of the HTML standard).
///
/// Beside what an `EventSource` tells, it tells of a block that has an id and no data.
final class EventReader {
  private final BufferedReader lines;
  private String lastId;

  /// `lastId` is the id of the event after which the stream begins, or empty.
  EventReader(BufferedReader lines, String lastId) {
    this.lines = lines;
    this.lastId = lastId;
  }

  /// Waits for the next event. Empty at the end of the stream, where an unfinished event counts
  /// for nothing.
  Optional<ServerSentEvent> next() throws IOException {
    String name = "message";
    StringBuilder data = new StringBuilder();
    boolean isAnything = false;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.isEmpty()) {
        if (isAnything) {
          return Optional.of(new ServerSentEvent(name, data.toString(), lastId));
        }
        continue;
      }
      int colon = line.indexOf(':');
      String field = colon < 0 ? line : line.substring(0, colon);
      String value = colon < 0 ? "" : withoutSpace(line.substring(colon + 1));
      switch (field) {
        case "id" -> lastId = value;
        case "event" -> name = value;
        case "data" -> data.append(data.isEmpty() ? "" : "\n").append(value);
        default -> {
          continue;
        }
      }
      isAnything = true;
    }
    return Optional.empty();
  }

  private static String withoutSpace(String value) {
    return value.startsWith(" ") ? value.substring(1) : value;
  }
}
