package dev.offload.ingest.auth;

import dev.offload.ingest.list.PageCursor;
import dev.offload.schemas.config.ApiKey;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/// The place of a key in the list of keys, oldest first.
record KeyPosition(Instant createdAt, String id) implements Comparable<KeyPosition> {

  static final PageCursor<KeyPosition> CURSOR =
      PageCursor.of(position -> position.createdAt + " " + position.id, KeyPosition::parse);

  private static final Comparator<KeyPosition> ORDER =
      Comparator.comparing(KeyPosition::createdAt).thenComparing(KeyPosition::id);

  static KeyPosition of(ApiKey key) {
    return new KeyPosition(key.createdAt(), key.id());
  }

  private static Optional<KeyPosition> parse(String text) {
    int space = text.indexOf(' ');
    if (space < 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new KeyPosition(Instant.parse(text.substring(0, space)), text.substring(space + 1)));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  @Override
  public int compareTo(KeyPosition other) {
    return ORDER.compare(this, other);
  }
}
