package dev.offload.lifecycle.limit;

import dev.offload.schemas.config.LimitRule;
import java.time.Instant;
import java.util.Optional;

/// What a limit allows now: its rule, and the tokens if the rule has a rate.
///
/// A task may weigh more than the rule's concurrency, since the rule can change after the task
/// was accepted. Such a task runs alone, when nothing else is in use.
record Allowance(KnownRule known, Optional<TokenBucket> tokens) {

  static Allowance of(KnownRule known, Instant now) {
    return new Allowance(
        known, known.rule().map(LimitRule::rate).map(rate -> TokenBucket.full(rate, now)));
  }

  /// Tokens that are left are kept. A rate where there was none begins with a full bucket.
  Allowance replacedBy(KnownRule other, Instant now) {
    return new Allowance(
        other,
        other
            .rule()
            .map(LimitRule::rate)
            .map(
                rate ->
                    tokens
                        .map(bucket -> bucket.under(rate, now))
                        .orElseGet(() -> TokenBucket.full(rate, now))));
  }

  /// Whether a task of this weight has room beside `used` units.
  boolean hasRoomFor(int weight, long used) {
    Optional<Integer> concurrency = known.concurrency();
    return concurrency.isEmpty()
        || used + weight <= concurrency.get()
        || (used == 0 && concurrency.get() > 0);
  }

  boolean hasTokensFor(int weight, Instant now) {
    return tokens.isEmpty() || tokens.get().hasFor(weight, now);
  }

  Allowance without(int weight, Instant now) {
    return new Allowance(known, tokens.map(bucket -> bucket.without(weight, now)));
  }

  Allowance notAfter(Instant now) {
    return new Allowance(known, tokens.map(bucket -> bucket.notAfter(now)));
  }

  boolean isAheadOf(Instant now) {
    return tokens.filter(bucket -> bucket.at().isAfter(now)).isPresent();
  }

  boolean isFull(Instant now) {
    return tokens.filter(bucket -> bucket.fullAt().isAfter(now)).isEmpty();
  }
}
