package dev.offload.lifecycle.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.lifecycle.limit.LimitEffect.ForgetLimit;
import dev.offload.lifecycle.limit.LimitEffect.ShowLimit;
import dev.offload.lifecycle.limit.LimitEvent.LimitGranted;
import dev.offload.lifecycle.limit.LimitEvent.LimitOpened;
import dev.offload.lifecycle.limit.LimitEvent.LimitRuleReplaced;
import dev.offload.lifecycle.machine.Due;
import dev.offload.lifecycle.machine.Step;
import dev.offload.schemas.config.LimitRule;
import dev.offload.schemas.config.Rate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What holds for every step of a limit's coordinator.
final class LimitLaw {
  private final LimitMachine machine;
  private final LimitWorld world;

  /// What was granted since the rule changed.
  private final List<LimitGranted> granted = new ArrayList<>();

  /// How many grants have passed over each wait.
  private final Map<Wait, Integer> passedOver = new HashMap<>();

  private KnownRule rule;
  private Optional<Instant> shownAt = Optional.empty();
  private boolean isShown;

  /// A partition that waits without a break. One that opens a new ledger had nothing to wait for
  /// when it closed the old one, so it waits anew.
  private record Wait(int partition, long ledger) {}

  LimitLaw(LimitMachine machine, LimitWorld world) {
    this.machine = machine;
    this.world = world;
  }

  boolean isShown() {
    return isShown;
  }

  void see(LimitEffect effect) {
    isShown = effect instanceof ShowLimit;
    if (isShown) {
      assertThat(shownAt.filter(at -> Duration.between(at, world.now()).toMillis() < 1_000))
          .as("shown less than a second ago")
          .isEmpty();
      shownAt = Optional.of(world.now());
    } else {
      assertThat(effect).isInstanceOf(ForgetLimit.class);
    }
  }

  void check(
      Optional<LimitEntry> before, Step<Optional<LimitEntry>, LimitEvent, LimitEffect, Due> step) {
    Optional<LimitEntry> entry = before;
    List<LimitGranted> now = new ArrayList<>();
    for (LimitEvent event : step.events()) {
      switch (event) {
        case LimitOpened(_, var opened, _) -> ruledBy(opened);
        case LimitRuleReplaced(var replaced, _) -> ruledBy(replaced);
        case LimitGranted one -> {
          checkTurn(entry.orElseThrow(), one);
          granted.add(one);
          checkRate();
          now.add(one);
        }
        default -> {}
      }
      entry = machine.evolve(entry, event);
      passedOver.keySet().retainAll(waits(entry));
    }
    assertThat(entry).as("events lead to the entry").isEqualTo(step.after().entry());
    if (!now.isEmpty()) {
      checkConcurrency(now);
    }
  }

  private void ruledBy(KnownRule newRule) {
    if (rule == null || rule.version() != newRule.version()) {
      granted.clear();
    }
    rule = newRule;
  }

  /// What partitions use or can still take is never more than the rule allows. A task that weighs
  /// more runs alone.
  private void checkConcurrency(List<LimitGranted> now) {
    long used =
        world.partitions().stream()
            .mapToLong(partition -> partition.used() + partition.onItsWay())
            .sum();
    rule.concurrency()
        .ifPresent(
            units -> {
              assertThat(units).as("grants while paused").isPositive();
              boolean isHeavy = now.size() == 1 && used <= now.getFirst().weight();
              assertThat(used)
                  .as("units in use")
                  .isLessThanOrEqualTo(isHeavy ? Math.max(used, units) : units);
            });
  }

  /// From each grant to the last one, at most a full bucket and what was added since. A task that
  /// weighs more than the bucket holds needs a full one, and its debt is paid before the next.
  private void checkRate() {
    Rate rate = rule.rule().map(LimitRule::rate).orElse(null);
    if (rate == null) {
      return;
    }
    long per = rate.per().toMillis();
    LimitGranted last = granted.getLast();
    long units = Math.min(last.weight(), rate.burst());
    for (LimitGranted first : granted.subList(0, granted.size() - 1).reversed()) {
      units += first.weight();
      long millis = Duration.between(first.at(), last.at()).toMillis();
      assertThat(units * per)
          .as("units granted in %d ms, times %d", millis, per)
          .isLessThanOrEqualTo(rate.burst() * per + millis * rate.count());
    }
  }

  private void checkTurn(LimitEntry entry, LimitGranted one) {
    int partitions = LimitWorld.PARTITIONS;
    int most = KnownPartitions.PATIENCE * partitions + partitions;
    var waits = entry.partitions().byPartition();
    for (Wait wait : waits(Optional.of(entry))) {
      boolean isPassedOver = wait.partition() != one.partition();
      passedOver.merge(
          wait, isPassedOver ? 1 : 0, (count, more) -> isPassedOver ? count + more : 0);
    }
    assertThat(passedOver.values()).as("passed over").allMatch(count -> count <= most);
    int priority = waits.get(one.partition()).next().getFirst().priority();
    boolean isMostUrgent =
        waits.values().stream()
            .filter(KnownPartition::waits)
            .allMatch(known -> known.next().getFirst().priority() <= priority);
    boolean hasWaitedLong =
        entry.partitions().turn() - waits.get(one.partition()).turn() >= KnownPartitions.PATIENCE;
    assertThat(isMostUrgent || hasWaitedLong).as("its turn").isTrue();
  }

  private static Set<Wait> waits(Optional<LimitEntry> entry) {
    return entry.stream()
        .flatMap(known -> known.partitions().byPartition().entrySet().stream())
        .filter(one -> one.getValue().waits())
        .map(one -> new Wait(one.getKey(), one.getValue().ledger()))
        .collect(Collectors.toUnmodifiableSet());
  }

  /// If all that wait would fit, one of them was granted. This holds after every input that is
  /// decided.
  void checkThatNobodyWaitsInVain(LimitEntry entry) {
    List<Integer> weights =
        entry.partitions().byPartition().values().stream()
            .filter(KnownPartition::waits)
            .map(known -> known.next().getFirst().weight())
            .toList();
    boolean allFit =
        weights.stream()
            .allMatch(
                weight ->
                    rule.concurrency()
                            .filter(units -> entry.partitions().used() + weight > units)
                            .isEmpty()
                        && entry.allowance().hasTokensFor(weight, world.now()));
    assertThat(!weights.isEmpty() && allFit).as("waits though there is room").isFalse();
  }
}
