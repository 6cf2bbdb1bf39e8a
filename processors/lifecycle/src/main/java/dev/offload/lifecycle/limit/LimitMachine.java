package dev.offload.lifecycle.limit;

import dev.offload.lifecycle.limit.LimitEffect.ForgetLimit;
import dev.offload.lifecycle.limit.LimitEffect.ShowLimit;
import dev.offload.lifecycle.limit.LimitEffect.TellPartition;
import dev.offload.lifecycle.limit.LimitEvent.LimitClockSetBack;
import dev.offload.lifecycle.limit.LimitEvent.LimitForgotten;
import dev.offload.lifecycle.limit.LimitEvent.LimitGrantRepeated;
import dev.offload.lifecycle.limit.LimitEvent.LimitGranted;
import dev.offload.lifecycle.limit.LimitEvent.LimitOpened;
import dev.offload.lifecycle.limit.LimitEvent.LimitRuleReplaced;
import dev.offload.lifecycle.limit.LimitEvent.LimitShown;
import dev.offload.lifecycle.limit.LimitEvent.LimitUseTold;
import dev.offload.lifecycle.limit.LimitInput.TimerFired;
import dev.offload.lifecycle.limit.LimitInput.UseTold;
import dev.offload.lifecycle.machine.Deadline;
import dev.offload.lifecycle.machine.Due;
import dev.offload.lifecycle.machine.Machine;
import dev.offload.schemas.work.LimitStatus;
import dev.offload.schemas.work.LimitUse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The state machine of limits: the coordinator that grants the units of one limit to all
/// partitions. An empty entry means that nobody uses the limit.
///
/// ```
///  a partition's ledger ──LimitUse: what it uses, its first in line──► coordinator of the limit
///     ▲                                                                  │
///     └───────────────LimitGrant: units for whole tasks──────────────────┘
/// ```
/// Waiting tasks stay with their partitions, which keep a [Ledger] each.
public final class LimitMachine
    implements Machine<Optional<LimitEntry>, LimitInput, LimitEvent, LimitEffect, Due> {

  @Override
  public Optional<LimitEntry> nothing() {
    return Optional.empty();
  }

  @Override
  public List<LimitEvent> decide(Optional<LimitEntry> entry, LimitInput input, Instant now) {
    return switch (input) {
      case UseTold(LimitUse use) -> LimitDecider.told(entry, use, now);
      case TimerFired _ -> List.of();
    };
  }

  @Override
  public List<LimitEvent> follow(Optional<LimitEntry> entry, Instant now) {
    return entry.flatMap(present -> LimitDecider.next(present, now)).stream().toList();
  }

  @Override
  public Optional<LimitEntry> evolve(Optional<LimitEntry> entry, LimitEvent event) {
    return switch (event) {
      case LimitOpened(var scope, var rule, Instant at) ->
          Optional.of(LimitEntry.opened(scope, rule, at));
      case LimitRuleReplaced(var rule, Instant at) -> entry.map(before -> before.ruledBy(rule, at));
      case LimitUseTold(LimitUse use, Instant at) -> entry.map(before -> before.after(use, at));
      case LimitGranted(int partition, int weight, Instant at) ->
          entry.map(before -> before.granting(partition, weight, at));
      case LimitGrantRepeated(int partition, Instant at) ->
          entry.map(before -> before.tellingAgain(partition, at));
      case LimitShown(LimitStatus status, Instant at) ->
          entry.map(before -> before.showing(status, at));
      case LimitClockSetBack(Instant at) -> entry.map(before -> before.notAfter(at));
      case LimitForgotten _ -> Optional.empty();
    };
  }

  @Override
  public Optional<Deadline<Due>> deadline(Optional<LimitEntry> entry) {
    return entry.flatMap(LimitEntry::lookAt).map(at -> new Deadline<>(Due.LOOK, at));
  }

  /// Tokens come when the clock says so, so after a clock was ahead every limit is looked at.
  @Override
  public boolean mayBeTooLate(Optional<LimitEntry> entry, Instant due) {
    return true;
  }

  @Override
  public List<LimitEffect> effects(
      Optional<LimitEntry> before,
      List<LimitEvent> events,
      Optional<LimitEntry> after,
      Instant now) {
    Set<Integer> told = new TreeSet<>();
    List<LimitEffect> shown = new ArrayList<>();
    for (LimitEvent event : events) {
      switch (event) {
        case LimitGranted(int partition, _, _) -> told.add(partition);
        case LimitGrantRepeated(int partition, _) -> told.add(partition);
        case LimitUseTold(LimitUse use, _) when isForgotten(before, use) ->
            told.add(use.partition());
        case LimitShown(LimitStatus status, _) -> shown.add(new ShowLimit(status));
        case LimitForgotten _ ->
            before
                .flatMap(entry -> entry.shown().status())
                .map(ForgetLimit::new)
                .ifPresent(shown::add);
        case LimitOpened _, LimitRuleReplaced _, LimitUseTold _, LimitClockSetBack _ -> {}
      }
    }
    List<LimitEffect> effects = new ArrayList<>();
    for (int partition : told) {
      after
          .flatMap(entry -> entry.grant(partition))
          .map(TellPartition::new)
          .ifPresent(effects::add);
    }
    effects.addAll(shown);
    return effects;
  }

  /// Whether a partition uses something that the coordinator does not know of. It may have told
  /// that long ago. An answer makes it tell again.
  private static boolean isForgotten(Optional<LimitEntry> before, LimitUse use) {
    return use.used() > 0
        && before
            .flatMap(entry -> entry.partitions().of(use.partition()))
            .filter(known -> known.ledger() == use.ledger())
            .isEmpty();
  }
}
