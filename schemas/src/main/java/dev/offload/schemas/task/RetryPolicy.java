package dev.offload.schemas.task;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.offload.schemas.Require;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/// How often and when a failed attempt is retried. The back-off is exponential, from `firstDelay`
/// by `factor` up to `maxDelay`. Of that, `jitter` leaves a part to chance.
///
/// `finalErrors` are errors that are not retried, whatever the handler says about them: a code, or
/// the beginning of one followed by `*`. On the wire the member is absent if there are none.
public record RetryPolicy(
    int maxAttempts,
    Duration firstDelay,
    double factor,
    Duration maxDelay,
    Jitter jitter,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> finalErrors) {

  public static final int MAX_ATTEMPTS = 100;
  public static final double MAX_FACTOR = 100;
  public static final int MAX_FINAL_ERRORS = 20;
  public static final Duration LONGEST_DELAY = Duration.ofDays(7);

  /// What each of `finalErrors` must be.
  public static final String FINAL_ERROR_RULE =
      "an error code of 1 to 64 letters, digits, dots, dashes and underscores, or the beginning of"
          + " one followed by *";

  /// The pattern of each of `finalErrors`.
  public static final String FINAL_ERROR_PATTERN = "[A-Za-z0-9._-]{1,64}[*]?";

  private static final Pattern FINAL_ERROR = Pattern.compile(FINAL_ERROR_PATTERN);

  // This comes after the bounds, because the constructor checks them.
  public static final RetryPolicy DEFAULT =
      new RetryPolicy(3, Duration.ofSeconds(5), 2, Duration.ofHours(1), Jitter.FULL);

  /// How much of the computed wait is random.
  public enum Jitter {
    /// All of it: the wait is between 0 and the computed one, and half of it on average.
    @JsonProperty("full")
    FULL,
    /// A tenth: the wait is the computed one, give or take a tenth, so that all waits together are
    /// about as long as they were computed.
    @JsonProperty("slight")
    SLIGHT,
    /// None.
    @JsonProperty("none")
    NONE
  }

  public RetryPolicy {
    Require.that(
        maxAttempts >= 1 && maxAttempts <= MAX_ATTEMPTS,
        "maxAttempts",
        "be 1 to " + MAX_ATTEMPTS,
        maxAttempts);
    Require.that(!firstDelay.isNegative(), "firstDelay", "not be negative", firstDelay);
    Require.that(
        maxDelay.compareTo(firstDelay) >= 0, "maxDelay", "be at least firstDelay", maxDelay);
    Require.that(
        maxDelay.compareTo(LONGEST_DELAY) <= 0,
        "maxDelay",
        "be at most " + LONGEST_DELAY,
        maxDelay);
    Require.that(factor >= 1 && factor <= MAX_FACTOR, "factor", "be 1 to 100", factor);
    Require.present(jitter, "jitter");
    finalErrors = finalErrors == null ? List.of() : List.copyOf(finalErrors);
    Require.that(
        finalErrors.size() <= MAX_FINAL_ERRORS,
        "finalErrors",
        "have at most %d entries".formatted(MAX_FINAL_ERRORS),
        finalErrors.size());
    Require.that(
        finalErrors.stream().allMatch(RetryPolicy::isFinalError),
        "finalErrors",
        "each be " + FINAL_ERROR_RULE,
        finalErrors);
  }

  /// A policy without final errors, so only the handler calls errors final.
  public RetryPolicy(
      int maxAttempts, Duration firstDelay, double factor, Duration maxDelay, Jitter jitter) {
    this(maxAttempts, firstDelay, factor, maxDelay, jitter, List.of());
  }

  /// Whether `text` can be one of `finalErrors`.
  public static boolean isFinalError(String text) {
    return FINAL_ERROR.matcher(text).matches();
  }

  /// Whether an error with this code is never retried.
  public boolean isFinal(String code) {
    return finalErrors.stream()
        .anyMatch(
            entry ->
                entry.endsWith("*")
                    ? code.startsWith(entry.substring(0, entry.length() - 1))
                    : code.equals(entry));
  }

  /// The computed wait after failed attempt number `attempt`, without jitter.
  public Duration ceilingAfter(int attempt) {
    double millis = firstDelay.toMillis() * Math.pow(factor, attempt - 1.0);
    return millis >= maxDelay.toMillis() ? maxDelay : Duration.ofMillis((long) millis);
  }
}
