package dev.offload.ingest.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.offload.files.NewPartialFile;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The header `Upload-Metadata` of tus: names, each with a text in base64.
///
/// @param text the header as it was sent
/// @param values the texts by their names
record TusMetadata(String text, Map<String, String> values) {
  static final String RULE =
      "Upload-Metadata must be pairs such as filename ZmlsbS5tcDQ=, separated by commas: each with"
          + " another name, and a text in UTF-8 and base64 or nothing. All of it may have at most "
          + NewPartialFile.MAX_METADATA_LENGTH
          + " characters.";

  private static final Pattern NAME = Pattern.compile("[!-+\\--~]+");

  /// Empty if the syntax is broken.
  static Optional<TusMetadata> parse(String text) {
    if (text.length() > NewPartialFile.MAX_METADATA_LENGTH) {
      return Optional.empty();
    }
    Map<String, String> values = new HashMap<>();
    for (String pair : text.isEmpty() ? new String[0] : text.split(",", -1)) {
      String[] parts = pair.strip().split(" +", -1);
      Optional<String> value = parts.length == 1 ? Optional.of("") : decoded(parts[1]);
      if (parts.length > 2
          || !NAME.matcher(parts[0]).matches()
          || value.isEmpty()
          || values.putIfAbsent(parts[0], value.get()) != null) {
        return Optional.empty();
      }
    }
    return Optional.of(new TusMetadata(text, Map.copyOf(values)));
  }

  private static Optional<String> decoded(String base64) {
    return TusHeaders.decoded(base64)
        .flatMap(
            bytes -> {
              try {
                return Optional.of(UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
              } catch (CharacterCodingException e) {
                return Optional.empty();
              }
            });
  }

  /// The name of the file. A browser may send the path, and a client an empty text for none.
  Optional<String> fileName() {
    return value("filename").map(GivenName::lastPart);
  }

  /// The media type of the file.
  Optional<String> fileType() {
    return value("filetype");
  }

  private Optional<String> value(String name) {
    return Optional.ofNullable(values.get(name)).filter(text -> !text.isEmpty());
  }
}
