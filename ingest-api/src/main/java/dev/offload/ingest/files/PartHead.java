package dev.offload.ingest.files;

import dev.offload.http.FileNames;
import dev.offload.http.HeaderValue;
import dev.offload.ingest.files.MultipartFile.Malformed;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The headers of a part of a `multipart/form-data` body (RFC 7578, section 4).
///
/// @param contentType as the client says; empty if it says nothing
record PartHead(String fileName, Optional<String> contentType) {
  private static final String DISPOSITION = "content-disposition";
  private static final String ENCODING = "content-transfer-encoding";

  /// The encodings that leave the bytes as they are.
  private static final Set<String> PLAIN_ENCODINGS = Set.of("binary", "8bit", "7bit");

  /// Adds the lines of a head, in order.
  static final class Lines {
    private final Map<String, String> headers = new LinkedHashMap<>();
    private String last;

    void add(String line) throws Malformed {
      boolean goesOn = last != null && (line.startsWith(" ") || line.startsWith("\t"));
      if (goesOn) {
        headers.merge(last, line.strip(), (before, more) -> before + " " + more);
        return;
      }
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw new Malformed("a part's header must be a name, a colon and a value");
      }
      last = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
      headers.put(last, line.substring(colon + 1).strip());
    }

    /// @throws Malformed if this is not the head of a file
    PartHead read() throws Malformed {
      String encoding = headers.getOrDefault(ENCODING, "binary").toLowerCase(Locale.ROOT);
      if (!PLAIN_ENCODINGS.contains(encoding)) {
        throw new Malformed("the file's Content-Transfer-Encoding must be binary, 8bit or 7bit");
      }
      Optional<String> name =
          HeaderValue.parse(headers.getOrDefault(DISPOSITION, "")).flatMap(FileNames::of);
      return new PartHead(
          name.orElseThrow(
              () ->
                  new Malformed(
                      "the first part must be a file: its Content-Disposition has no filename")),
          Optional.ofNullable(headers.get("content-type")).filter(type -> !type.isBlank()));
    }
  }
}
