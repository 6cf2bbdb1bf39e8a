package dev.offload.ingest.auth;

import dev.offload.schemas.config.ApiKey;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.Optional;

/// The place of a key in the list of keys, oldest first.
record KeyPosition(Instant createdAt, String id) implements Comparable<KeyPosition> {

  private static final Comparator<KeyPosition> ORDER =
      Comparator.comparing(KeyPosition::createdAt).thenComparing(KeyPosition::id);

  static KeyPosition of(ApiKey key) {
    return new KeyPosition(key.createdAt(), key.id());
  }

  /// The position in a cursor, or empty if the text is not a cursor.
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
