package dev.offload.lifecycle.limit;

import dev.offload.lifecycle.limit.LimitEvent.LimitClockSetBack;
import dev.offload.lifecycle.limit.LimitEvent.LimitClosed;
import dev.offload.lifecycle.limit.LimitEvent.LimitGranted;
import dev.offload.lifecycle.limit.LimitEvent.LimitOpened;
import dev.offload.lifecycle.limit.LimitEvent.LimitRuleReplaced;
import dev.offload.lifecycle.limit.LimitEvent.LimitShown;
import dev.offload.lifecycle.limit.LimitEvent.LimitUseTold;
import dev.offload.lifecycle.limit.LimitInput.TimerFired;
import dev.offload.lifecycle.limit.LimitInput.UseTold;
import dev.offload.schemas.work.LimitStatus;
import dev.offload.schemas.work.LimitUse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Decides what an input means for a limit. One step grants at most what partitions have named,
/// which is [LimitUse#MOST_NEXT] tasks for each.
final class LimitDecider {
  private final LimitMachine machine;
  private final Instant now;
  private final List<LimitEvent> events = new ArrayList<>();
  private Optional<LimitEntry> entry;

  private LimitDecider(LimitMachine machine, Optional<LimitEntry> entry, Instant now) {
    this.machine = machine;
    this.entry = entry;
    this.now = now;
  }

  /// What `input` makes happen to `entry`, which is empty if nobody uses the limit.
  static List<LimitEvent> decide(
      LimitMachine machine, Optional<LimitEntry> entry, LimitInput input, Instant now) {
    LimitDecider decider = new LimitDecider(machine, entry, now);
    switch (input) {
      case UseTold(LimitUse use) -> decider.told(use);
      case TimerFired _ -> {}
    }
    decider.entry.filter(before -> before.isAheadOf(now)).ifPresent(_ -> decider.setBack());
    decider.grant();
    decider.close();
    decider.show();
    return List.copyOf(decider.events);
  }

  private void told(LimitUse use) {
    KnownRule rule = new KnownRule(Optional.ofNullable(use.rule()), use.ruleVersion());
    if (entry.isEmpty()) {
      if (!use.idle()) {
        happens(new LimitOpened(use.scope(), rule, now));
        happens(new LimitUseTold(use));
      }
      return;
    }
    if (rule.version() > entry.get().allowance().known().version()) {
      happens(new LimitRuleReplaced(rule, now));
    }
    Optional<KnownPartition> known = entry.get().partitions().of(use.partition());
    if (known.map(before -> before.isBefore(use)).orElse(!use.idle())) {
      happens(new LimitUseTold(use));
    }
  }

  private void setBack() {
    happens(new LimitClockSetBack(now));
  }

  private void grant() {
    for (Optional<Integer> next = next(); next.isPresent(); next = next()) {
      int partition = next.get();
      happens(new LimitGranted(partition, entry.orElseThrow().firstWeight(partition), now));
    }
  }

  /// The partition that can be granted its first task now.
  private Optional<Integer> next() {
    return entry.flatMap(
        present ->
            present.nextWithRoom().filter(partition -> present.hasTokensFor(partition, now)));
  }

  private void close() {
    if (entry.filter(present -> present.isOver(now)).isPresent()) {
      happens(new LimitClosed());
    }
  }

  private void show() {
    if (entry.isPresent()) {
      LimitStatus status = entry.get().status();
      entry
          .get()
          .shown()
          .untilShown(status)
          .filter(at -> !at.isAfter(now))
          .ifPresent(_ -> happens(new LimitShown(status, now)));
    }
  }

  private void happens(LimitEvent event) {
    events.add(event);
    entry = machine.evolve(entry, event);
  }
}
