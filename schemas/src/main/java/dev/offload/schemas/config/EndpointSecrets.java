package dev.offload.schemas.config;

import dev.offload.schemas.Require;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The secrets with which webhooks to an endpoint are signed.
///
/// @param current the secret that its owner was shown last
/// @param former those before it that still sign too, newest first
public record EndpointSecrets(Encrypted current, List<Former> former) {
  /// How many secrets sign beside the current one. With more, the header would get too long.
  public static final int MAX_FORMER = 3;

  /// A secret that was replaced. It signs until `until`.
  public record Former(Encrypted secret, Instant until) {
    public Former {
      Require.present(secret, "secret");
      Require.present(until, "until");
    }
  }

  public EndpointSecrets {
    Require.present(current, "current");
    former = former == null ? List.of() : List.copyOf(former);
  }

  /// The secrets after a rotation at `now`: the present one signs too until `until`.
  public EndpointSecrets rotated(Encrypted next, Instant now, Instant until) {
    List<Former> left = new ArrayList<>();
    left.add(new Former(current, until));
    left.addAll(former);
    return new EndpointSecrets(
        next, left.stream().filter(one -> now.isBefore(one.until())).limit(MAX_FORMER).toList());
  }

  /// All that sign at `now`, the current one first.
  public List<Encrypted> at(Instant now) {
    List<Encrypted> all = new ArrayList<>();
    all.add(current);
    former.stream().filter(one -> now.isBefore(one.until())).map(Former::secret).forEach(all::add);
    return List.copyOf(all);
  }
}
