package dev.offload.ingest.auth;

import dev.offload.schemas.config.ApiKey;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.Optional;

/// Where a key stands in the order in which keys are listed: oldest first.
record KeyPosition(Instant createdAt, String id) implements Comparable<KeyPosition> {

  private static final Comparator<KeyPosition> ORDER =
      Comparator.comparing(KeyPosition::createdAt).thenComparing(KeyPosition::id);

  static KeyPosition of(ApiKey key) {
    return new KeyPosition(key.createdAt(), key.id());
  }

  /// The position that a cursor spells, or empty if it is none.
  static Optional<KeyPosition> parse(String cursor) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      int space = text.indexOf(' ');
      return space < 0
          ? Optional.empty()
          : Optional.of(
              new KeyPosition(Instant.parse(text.substring(0, space)), text.substring(space + 1)));
    } catch (IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }

  String cursor() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((createdAt + " " + id).getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public int compareTo(KeyPosition other) {
    return ORDER.compare(this, other);
  }
}
