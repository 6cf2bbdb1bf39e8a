package dev.offload.email.recipients;

import dev.offload.csv.TextEncoding;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/// The format of a file of recipients.
///
/// @param encoding the encoding of a file without a byte order mark
/// @param delimiter the character between fields; null to find it out from the line of column
///     names
public record CsvForm(Charset encoding, Character delimiter) {
  /// The default format.
  public static final CsvForm DEFAULT = new CsvForm(StandardCharsets.UTF_8, null);

  /// The format that a client names. Either member may be null. Without an encoding, it is
  /// that of the file's content type, if that has one.
  public static CsvForm of(String encoding, String delimiter, String contentType) throws UnfitList {
    if (delimiter != null && delimiter.length() != 1) {
      throw new UnfitList("the delimiter must be one character");
    }
    return new CsvForm(
        encoding == null
            ? TextEncoding.ofContentType(contentType).orElse(DEFAULT.encoding)
            : charset(encoding),
        delimiter == null ? null : delimiter.charAt(0));
  }

  private static Charset charset(String name) throws UnfitList {
    return TextEncoding.named(name)
        .orElseThrow(
            () ->
                new UnfitList(
                    "there is no encoding %s; use one such as utf-8 or windows-1252"
                        .formatted(name)));
  }
}
