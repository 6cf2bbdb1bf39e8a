package dev.offload.ingest.auth;

import dev.offload.schemas.Digest;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An API key as its holder sends it: `off_<id>_<secret>`.
///
/// @param id finds the key and is not a secret
/// @param secret is known only to its holder; we keep its hash
public record ApiKeyToken(String id, String secret) {

  /// What the whole of an id matches.
  public static final String ID_PATTERN = "[A-Za-z0-9]{1,64}";

  private static final Pattern SPELLING =
      Pattern.compile("off_(" + ID_PATTERN + ")_([A-Za-z0-9_-]{16,128})");
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int ID_BYTES = 8;
  private static final int SECRET_BYTES = 32;

  public static Optional<ApiKeyToken> parse(String text) {
    Matcher matcher = SPELLING.matcher(text);
    return matcher.matches()
        ? Optional.of(new ApiKeyToken(matcher.group(1), matcher.group(2)))
        : Optional.empty();
  }

  /// A new token that nobody can guess.
  public static ApiKeyToken fresh() {
    return new ApiKeyToken(random(ID_BYTES), random(SECRET_BYTES));
  }

  /// The hash of the secret, which is what we keep, in lower-case hexadecimal digits.
  public String secretSha256() {
    return Digest.sha256Hex(secret.getBytes(StandardCharsets.US_ASCII));
  }

  /// The whole token: not for logs.
  public String spelled() {
    return "off_" + id + "_" + secret;
  }

  @Override
  public String toString() {
    return "off_" + id + "_…";
  }

  private static String random(int bytes) {
    byte[] random = new byte[bytes];
    RANDOM.nextBytes(random);
    return HexFormat.of().formatHex(random);
  }
}
