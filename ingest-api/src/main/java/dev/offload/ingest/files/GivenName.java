package dev.offload.ingest.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.offload.http.FileNames;
import dev.offload.http.HeaderValue;
import java.util.Optional;

/// The name of an uploaded file, as its client gives it.
final class GivenName {
  /// The rule for a header that names a file, for people.
  static final String RULE =
      "Content-Disposition must be like attachment; filename=\"notes.txt\", or have filename* as in"
          + " RFC 8187.";

  /// The name of a file whose client gives none.
  static final String NONE = "file";

  private GivenName() {}

  /// The name in the header `Content-Disposition` of a request whose body is the file.
  ///
  /// @param header null if there is none
  /// @return empty if the header can't be read
  static Optional<String> inHeader(String header) {
    if (header == null) {
      return Optional.of(NONE);
    }
    // Netty takes each byte for a character.
    return HeaderValue.parse(HeaderValue.text(header.getBytes(ISO_8859_1)))
        .flatMap(
            disposition ->
                FileNames.isIn(disposition)
                    ? FileNames.of(disposition).map(GivenName::lastPart)
                    : Optional.of(NONE));
  }

  /// The name in the query of a request. A blank one is left as it is, and refused.
  ///
  /// @param name null if there is none
  static String inQuery(String name) {
    return name == null || name.isBlank() ? name : lastPart(name);
  }

  /// Removes the path that some browsers send.
  static String lastPart(String name) {
    String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    return last.isBlank() ? NONE : last;
  }
}
