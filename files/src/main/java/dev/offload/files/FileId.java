package dev.offload.files;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// The id of a stored file: `fil_` and a UUID of version 7 in its usual spelling (RFC 9562).
/// Nothing else is accepted, so an id is safe as a file name.
public record FileId(@JsonValue String value) {

  /// The pattern of a whole id.
  public static final String PATTERN =
      "fil_[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";

  /// How many shards there are.
  public static final int SHARDS = 256;

  private static final Pattern SPELLING = Pattern.compile(PATTERN);
  private static final int SHARD_DIGITS = 2;
  private static final SecureRandom RANDOM = new SecureRandom();

  @JsonCreator
  public FileId {
    if (!SPELLING.matcher(value).matches()) {
      throw new IllegalArgumentException("a file id is fil_ and a UUID of version 7: " + value);
    }
  }

  /// The id in `text`, or empty if `text` is not an id.
  public static Optional<FileId> parse(String text) {
    return SPELLING.matcher(text).matches() ? Optional.of(new FileId(text)) : Optional.empty();
  }

  /// A new id, ordered by `now`. Its 74 random bits can't be guessed.
  public static FileId fresh(Instant now) {
    long high = (now.toEpochMilli() << 16) | 0x7000 | (RANDOM.nextLong() & 0xfff);
    long low = (RANDOM.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new FileId("fil_" + new UUID(high, low));
  }

  /// The shard of this id, from 0 to [#SHARDS] - 1. It follows from the last digits, which are
  /// random, so ids spread evenly.
  public int shard() {
    return Integer.parseInt(value.substring(value.length() - SHARD_DIGITS), 16);
  }

  /// A shard in hexadecimal digits.
  static String shardName(int shard) {
    return "%02x".formatted(shard);
  }

  @Override
  public String toString() {
    return value;
  }
}
