package dev.offload.lifecycle.limit;

import dev.offload.lifecycle.limit.LimitEvent.LimitClockSetBack;
import dev.offload.lifecycle.limit.LimitEvent.LimitForgotten;
import dev.offload.lifecycle.limit.LimitEvent.LimitGrantRepeated;
import dev.offload.lifecycle.limit.LimitEvent.LimitGranted;
import dev.offload.lifecycle.limit.LimitEvent.LimitOpened;
import dev.offload.lifecycle.limit.LimitEvent.LimitRuleReplaced;
import dev.offload.lifecycle.limit.LimitEvent.LimitShown;
import dev.offload.lifecycle.limit.LimitEvent.LimitUseTold;
import dev.offload.schemas.work.LimitStatus;
import dev.offload.schemas.work.LimitUse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Decides what happens to a limit. One step grants at most what partitions have named.
final class LimitDecider {
  private LimitDecider() {}

  /// A partition tells what it uses and wants. `entry` is empty if nobody uses the limit.
  static List<LimitEvent> told(Optional<LimitEntry> entry, LimitUse use, Instant now) {
    KnownRule rule = new KnownRule(Optional.ofNullable(use.rule()), use.ruleVersion());
    if (entry.isEmpty()) {
      return use.idle()
          ? List.of()
          : List.of(new LimitOpened(use.scope(), rule, now), new LimitUseTold(use, now));
    }
    List<LimitEvent> events = new ArrayList<>(2);
    if (rule.version() > entry.get().allowance().known().version()) {
      events.add(new LimitRuleReplaced(rule, now));
    }
    Optional<KnownPartition> known = entry.get().partitions().of(use.partition());
    if (known.map(before -> before.isBefore(use)).orElse(!use.idle())) {
      events.add(new LimitUseTold(use, now));
    }
    if (known.filter(before -> before.ledger() > use.ledger()).isPresent()) {
      // Its clock was ahead, or the record is old. It takes a higher number if that is necessary.
      events.add(new LimitGrantRepeated(use.partition(), now));
    }
    return events;
  }

  /// The next thing that follows from `entry`, if anything: a clock that was ahead is set back,
  /// then grants are made, one at a time, or told again, and then it is forgotten or shown.
  static Optional<LimitEvent> next(LimitEntry entry, Instant now) {
    if (entry.isAheadOf(now)) {
      return Optional.of(new LimitClockSetBack(now));
    }
    return granted(entry, now)
        .or(() -> repeated(entry, now))
        .or(() -> forgotten(entry, now))
        .or(() -> shown(entry, now));
  }

  /// The partition whose turn it is is granted its first task, if there is room and tokens are
  /// left.
  private static Optional<LimitEvent> granted(LimitEntry entry, Instant now) {
    return entry
        .nextWithRoom()
        .filter(partition -> entry.hasTokensFor(partition, now))
        .map(partition -> new LimitGranted(partition, entry.firstWeight(partition), now));
  }

  private static Optional<LimitEvent> repeated(LimitEntry entry, Instant now) {
    return entry.toldAgain(now).map(partition -> new LimitGrantRepeated(partition, now));
  }

  private static Optional<LimitEvent> forgotten(LimitEntry entry, Instant now) {
    return entry.isForgettable(now) ? Optional.of(new LimitForgotten()) : Optional.empty();
  }

  private static Optional<LimitEvent> shown(LimitEntry entry, Instant now) {
    LimitStatus status = entry.status();
    return entry
        .shown()
        .untilShown(status)
        .filter(at -> !at.isAfter(now))
        .map(_ -> new LimitShown(status, now));
  }
}
