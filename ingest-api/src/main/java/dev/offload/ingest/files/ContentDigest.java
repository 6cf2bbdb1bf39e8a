package dev.offload.ingest.files;

import dev.offload.files.Sha256;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The header `Content-Digest` (RFC 9530). We understand `sha-256=:<base64>:`.
final class ContentDigest {

  /// What a header with a hash that we understand matches.
  static final String PATTERN = "^(?:.*,)?\\s*sha-256=:([A-Za-z0-9+/]{43}=):\\s*(?:,.*)?$";

  private static final Pattern SHA_256 = Pattern.compile(PATTERN);

  private ContentDigest() {}

  /// The hash, or empty if the header has none that we understand.
  static Optional<Sha256> parse(String header) {
    Matcher matcher = SHA_256.matcher(header);
    return matcher.matches()
        ? Optional.of(Sha256.of(Base64.getDecoder().decode(matcher.group(1))))
        : Optional.empty();
  }
}
