package dev.offload.schemas.config;

import dev.offload.schemas.Require;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// The secrets and keys with which webhooks to an endpoint are signed.
///
/// @param current the secret that its owner was shown last
/// @param key the keys that sign beside it; null if there are none
/// @param former those before them that still sign too, newest first
public record EndpointSecrets(Encrypted current, SigningKey key, List<Former> former) {
  /// How many secrets sign beside the current one. With more, the header would get too long.
  public static final int MAX_FORMER = 3;

  /// A secret that was replaced, and the keys that were replaced with it. They sign until `until`.
  ///
  /// @param key null if there were none
  public record Former(Encrypted secret, SigningKey key, Instant until) {
    public Former {
      Require.present(secret, "secret");
      Require.present(until, "until");
    }
  }

  public EndpointSecrets {
    Require.present(current, "current");
    former = former == null ? List.of() : List.copyOf(former);
  }

  /// One secret, and none before it.
  public static EndpointSecrets of(Encrypted current) {
    return new EndpointSecrets(current, null, List.of());
  }

  /// The secrets after a rotation at `now`: the present ones sign too until `until`.
  ///
  /// @param nextKey null if there are no keys from now on
  public EndpointSecrets rotated(Encrypted next, SigningKey nextKey, Instant now, Instant until) {
    List<Former> left = new ArrayList<>();
    left.add(new Former(current, key, until));
    left.addAll(former);
    return new EndpointSecrets(
        next,
        nextKey,
        left.stream().filter(one -> now.isBefore(one.until())).limit(MAX_FORMER).toList());
  }

  /// The same with other keys. What was replaced earlier signs as before.
  ///
  /// @param other null for none
  public EndpointSecrets withKey(SigningKey other) {
    return new EndpointSecrets(current, other, former);
  }

  /// All secrets that sign at `now`, the current one first.
  public List<Encrypted> at(Instant now) {
    return Stream.concat(Stream.of(current), formerAt(now).map(Former::secret)).toList();
  }

  /// All keys that sign at `now`, the current ones first.
  public List<SigningKey> keysAt(Instant now) {
    return Stream.concat(Stream.ofNullable(key), formerAt(now).map(Former::key))
        .filter(Objects::nonNull)
        .toList();
  }

  private Stream<Former> formerAt(Instant now) {
    return former.stream().filter(one -> now.isBefore(one.until()));
  }
}
