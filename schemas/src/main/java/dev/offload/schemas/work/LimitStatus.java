package dev.offload.schemas.work;

import dev.offload.schemas.Require;
import dev.offload.schemas.config.LimitRule;
import dev.offload.schemas.config.LimitScope;

/// How much of a limit is used: a value of `offload.limits`, written at most about once a second. A
/// tombstone follows when nothing is used any more.
///
/// @param scope the exact scope that is limited
/// @param rule what the limit allows; null if nothing is limited any more
/// @param used how many units are in use
/// @param waiting how many tasks are in line
public record LimitStatus(LimitScope scope, LimitRule rule, long used, long waiting) {
  public LimitStatus {
    LimitGrant.requireExact(scope);
    Require.that(used >= 0, "used", "be 0 or more", used);
    Require.that(waiting >= 0, "waiting", "be 0 or more", waiting);
  }

  public String key() {
    return key(scope);
  }

  public static String key(LimitScope scope) {
    return scope.text();
  }
}
