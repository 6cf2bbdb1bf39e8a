package dev.offload.ingest.list;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;

/// How a list writes the position where its next page starts. Clients pass on what they got.
public record PageCursor<P>(Function<P, String> writer, Function<String, Optional<P>> reader) {
  /// All cursors are base64url (RFC 4648, section 5) without padding, or look like it. An empty one
  /// is that of the first page.
  static final String PATTERN = "^[A-Za-z0-9_-]*$";

  /// What the document says of the cursor that a page has.
  public static final String NEXT = "The cursor of the next page. Absent on the last one.";

  /// A cursor that is the base64url of a text. The reader is empty for any text but those.
  public static <P> PageCursor<P> of(
      Function<P, String> writer, Function<String, Optional<P>> reader) {
    return new PageCursor<>(
        position ->
            Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(writer.apply(position).getBytes(StandardCharsets.UTF_8)),
        cursor -> text(cursor).flatMap(reader));
  }

  private static Optional<String> text(String cursor) {
    try {
      return Optional.of(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  public String write(P position) {
    return writer.apply(position);
  }

  /// Empty for what is no cursor of this list.
  Optional<P> read(String cursor) {
    return reader.apply(cursor);
  }
}
