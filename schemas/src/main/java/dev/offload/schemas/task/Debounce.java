package dev.offload.schemas.task;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.offload.schemas.Require;
import java.time.Duration;

/// Of a tenant's submissions with the same key only the last one runs.
///
/// @param key the debounce key
/// @param quiet how long after the last one it runs
/// @param max how long after the first one it runs at the latest; null stands for [#LONGEST_MAX]
public record Debounce(String key, @JsonProperty("wait") Duration quiet, Duration max) {
  public static final int MAX_KEY_LENGTH = 200;

  /// The beginning of keys that Offload itself gives to its own tasks. Clients can't use them.
  public static final String RESERVED = ConcurrencyKey.RESERVED;
  public static final Duration SHORTEST_WAIT = Duration.ofMillis(100);
  public static final Duration LONGEST_WAIT = Duration.ofHours(1);
  public static final Duration LONGEST_MAX = Duration.ofDays(1);

  public Debounce {
    Require.text(key, "key");
    Require.present(quiet, "wait");
    max = max == null ? LONGEST_MAX : max;
    Require.that(
        quiet.compareTo(SHORTEST_WAIT) >= 0 && quiet.compareTo(LONGEST_WAIT) <= 0,
        "wait",
        "be " + SHORTEST_WAIT + " to " + LONGEST_WAIT,
        quiet);
    Require.that(
        max.compareTo(quiet) >= 0 && max.compareTo(LONGEST_MAX) <= 0,
        "max",
        "be " + quiet + " to " + LONGEST_MAX,
        max);
  }
}
