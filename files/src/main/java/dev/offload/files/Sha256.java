package dev.offload.files;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A SHA-256 hash, as 64 lower-case hexadecimal digits.
public record Sha256(@JsonValue String hex) {

  private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{64}");

  @JsonCreator
  public Sha256 {
    if (!DIGITS.matcher(hex).matches()) {
      throw new IllegalArgumentException("sha256 must be 64 lower-case hexadecimal digits: " + hex);
    }
  }

  /// The hash in `text`, in either case, or empty if `text` is not a hash.
  public static Optional<Sha256> parse(String text) {
    String hex = text.toLowerCase(Locale.ROOT);
    return DIGITS.matcher(hex).matches() ? Optional.of(new Sha256(hex)) : Optional.empty();
  }

  /// The hash with these 32 bytes.
  public static Sha256 of(byte[] bytes) {
    return new Sha256(HexFormat.of().formatHex(bytes));
  }

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("this Java platform lacks SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return hex;
  }
}
