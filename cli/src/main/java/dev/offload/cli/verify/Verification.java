package dev.offload.cli.verify;

import dev.offload.cli.secret.VerifyingKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Checks a webhook as the libraries of Standard Webhooks do, and says what is wrong with it.
final class Verification {
  /// How far off a timestamp may be.
  static final Duration TOLERANCE = Duration.ofMinutes(5);

  private static final String ID = "webhook-id";
  private static final String TIMESTAMP = "webhook-timestamp";
  private static final String SIGNATURE = "webhook-signature";

  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,11}");
  private static final Pattern MILLISECONDS = Pattern.compile("[0-9]{13}");

  private final List<VerifyingKey> keys;
  private final Instant now;
  private final boolean anyAge;

  /// @param anyAge whether the age of the timestamp counts for nothing
  Verification(List<? extends VerifyingKey> keys, Instant now, boolean anyAge) {
    this.keys = List.copyOf(keys);
    this.now = now;
    this.anyAge = anyAge;
  }

  /// One finding for each header.
  List<Finding> of(SignedRequest request) {
    return List.of(id(request), timestamp(request), signature(request));
  }

  private static Finding id(SignedRequest request) {
    return request
        .id()
        .map(id -> Finding.right(ID, id))
        .orElseGet(() -> Finding.wrong(ID, "is missing"));
  }

  private Finding timestamp(SignedRequest request) {
    if (request.timestamp().isEmpty()) {
      return Finding.wrong(TIMESTAMP, "is missing");
    }
    String text = request.timestamp().get();
    Optional<Instant> at = instant(text);
    if (at.isEmpty()) {
      String hint = MILLISECONDS.matcher(text).matches() ? " (these are milliseconds)" : "";
      return Finding.wrong(TIMESTAMP, "must be whole seconds since 1970, was " + text + hint);
    }
    Duration age = Duration.between(at.get(), now);
    String when =
        "%s, %s %s"
            .formatted(
                at.get(), shown(age.abs()), age.isNegative() ? "ahead of this clock" : "ago");
    return anyAge || age.abs().compareTo(TOLERANCE) <= 0
        ? Finding.right(TIMESTAMP, when)
        : Finding.wrong(
            TIMESTAMP, when + ": receivers refuse more than " + TOLERANCE.toMinutes() + " minutes");
  }

  private static Optional<Instant> instant(String seconds) {
    return SECONDS.matcher(seconds).matches()
        ? Optional.of(Instant.ofEpochSecond(Long.parseLong(seconds)))
        : Optional.empty();
  }

  private static String shown(Duration age) {
    if (age.toDays() > 0) {
      return age.toDays() + " d";
    }
    if (age.toHours() > 0) {
      return age.toHours() + " h";
    }
    return age.toMinutes() > 0 ? age.toMinutes() + " min" : age.toSeconds() + " s";
  }

  private Finding signature(SignedRequest request) {
    if (request.signature().isEmpty()) {
      return Finding.wrong(SIGNATURE, "is missing");
    }
    List<String> signatures =
        Stream.of(request.signature().get().strip().split(" +", -1))
            .filter(one -> keyOf(one).isPresent())
            .toList();
    if (signatures.isEmpty()) {
      String versions =
          keys.stream().map(VerifyingKey::version).distinct().collect(Collectors.joining(" or "));
      return Finding.wrong(
          SIGNATURE,
          "must have an entry that begins with %s, was %s"
              .formatted(versions, request.signature().get()));
    }
    Optional<String> broken = signatures.stream().filter(one -> !isComplete(one)).findFirst();
    if (broken.isPresent()) {
      VerifyingKey key = keyOf(broken.get()).orElseThrow();
      return Finding.wrong(
          SIGNATURE,
          "must be base64 of %d bytes after %s, was %s"
              .formatted(key.signatureBytes(), key.version(), broken.get()));
    }
    Optional<Instant> at = request.timestamp().flatMap(Verification::instant);
    if (request.id().isEmpty() || at.isEmpty()) {
      return Finding.wrong(SIGNATURE, "can't be checked without id and timestamp");
    }
    return matched(signatures, request.id().get(), at.get(), request.body());
  }

  /// A key that may have made a signature, by its version.
  private Optional<VerifyingKey> keyOf(String signature) {
    return keys.stream().filter(key -> signature.startsWith(key.version() + ",")).findFirst();
  }

  private boolean isComplete(String signature) {
    VerifyingKey key = keyOf(signature).orElseThrow();
    try {
      return Base64.getDecoder().decode(signature.substring(key.version().length() + 1)).length
          == key.signatureBytes();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private Finding matched(List<String> signatures, String id, Instant at, String body) {
    for (int i = 0; i < signatures.size(); i++) {
      if (isMade(signatures.get(i), id, at, body)) {
        return Finding.right(
            SIGNATURE, "number %d of %d matches".formatted(i + 1, signatures.size()));
      }
    }
    String shorter = body.stripTrailing();
    boolean isShorterSigned = signatures.stream().anyMatch(one -> isMade(one, id, at, shorter));
    return Finding.wrong(
        SIGNATURE,
        isShorterSigned
            ? "no signature matches, but one does without the white space at the end of the body:"
                + " check the bytes as they came"
            : "no signature matches: this is not the secret or key that signed it, or the id, the"
                + " timestamp or the body has been changed");
  }

  private boolean isMade(String signature, String id, Instant at, String body) {
    return keys.stream().anyMatch(key -> key.fits(signature, id, at, body));
  }
}
