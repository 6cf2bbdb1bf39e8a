package dev.offload.files;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/// The hash of a piece, as its sender gave it.
///
/// @param hex in lower-case hexadecimal digits
public record PieceHash(Algorithm algorithm, String hex) {
  /// How pieces are hashed.
  public enum Algorithm {
    MD5("MD5", 16),
    SHA1("SHA-1", 20),
    SHA256("SHA-256", 32);

    private final String standardName;
    private final int bytes;

    Algorithm(String standardName, int bytes) {
      this.standardName = standardName;
      this.bytes = bytes;
    }

    /// As tus spells it.
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Algorithm> of(String text) {
      for (Algorithm algorithm : values()) {
        if (algorithm.text().equals(text)) {
          return Optional.of(algorithm);
        }
      }
      return Optional.empty();
    }

    MessageDigest digest() {
      try {
        return MessageDigest.getInstance(standardName);
      } catch (NoSuchAlgorithmException e) {
        throw new AssertionError("this Java platform lacks " + standardName, e);
      }
    }
  }

  /// Empty if `hash` has another length than the algorithm's hashes.
  public static Optional<PieceHash> of(Algorithm algorithm, byte[] hash) {
    return hash.length == algorithm.bytes
        ? Optional.of(new PieceHash(algorithm, HexFormat.of().formatHex(hash)))
        : Optional.empty();
  }

  boolean isOf(MessageDigest digest) {
    return hex.equals(HexFormat.of().formatHex(digest.digest()));
  }
}
