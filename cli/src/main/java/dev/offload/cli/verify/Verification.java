package dev.offload.cli.verify;

import dev.offload.cli.secret.WebhookSecret;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Checks a webhook as the libraries of Standard Webhooks do, and says what is wrong with it.
final class Verification {
  /// How far off a timestamp may be.
  static final Duration TOLERANCE = Duration.ofMinutes(5);

  private static final String ID = "webhook-id";
  private static final String TIMESTAMP = "webhook-timestamp";
  private static final String SIGNATURE = "webhook-signature";

  /// The signatures that a secret makes. Others, such as `v1a`, belong to a pair of keys.
  private static final String VERSION = "v1,";

  private static final int SIGNATURE_BYTES = 32;
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,11}");
  private static final Pattern MILLISECONDS = Pattern.compile("[0-9]{13}");

  private final List<WebhookSecret> secrets;
  private final Instant now;
  private final boolean anyAge;

  /// @param anyAge whether the age of the timestamp counts for nothing
  Verification(List<WebhookSecret> secrets, Instant now, boolean anyAge) {
    this.secrets = List.copyOf(secrets);
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
            .filter(one -> one.startsWith(VERSION))
            .toList();
    if (signatures.isEmpty()) {
      return Finding.wrong(
          SIGNATURE, "must have an entry that begins with v1, was " + request.signature().get());
    }
    Optional<String> broken = signatures.stream().filter(one -> !isComplete(one)).findFirst();
    if (broken.isPresent()) {
      return Finding.wrong(SIGNATURE, "must be base64 of 32 bytes after v1, was " + broken.get());
    }
    Optional<Instant> at = request.timestamp().flatMap(Verification::instant);
    if (request.id().isEmpty() || at.isEmpty()) {
      return Finding.wrong(SIGNATURE, "can't be checked without id and timestamp");
    }
    return matched(signatures, request.id().get(), at.get(), request.body());
  }

  private static boolean isComplete(String signature) {
    try {
      return Base64.getDecoder().decode(signature.substring(VERSION.length())).length
          == SIGNATURE_BYTES;
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
            : "no signature matches: this is not the secret that signed it, or the id, the"
                + " timestamp or the body has been changed");
  }

  private boolean isMade(String signature, String id, Instant at, String body) {
    return secrets.stream().anyMatch(secret -> secret.sign(id, at, body).equals(signature));
  }
}
