package dev.offload.lifecycle.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.lifecycle.limit.LimitEffect.ForgetLimit;
import dev.offload.lifecycle.limit.LimitEffect.ShowLimit;
import dev.offload.lifecycle.limit.LimitEffect.TellPartition;
import dev.offload.lifecycle.limit.LimitEvent.LimitGrantRepeated;
import dev.offload.lifecycle.limit.LimitInput.TimerFired;
import dev.offload.lifecycle.limit.LimitInput.UseTold;
import dev.offload.lifecycle.machine.Deadline;
import dev.offload.lifecycle.machine.Due;
import dev.offload.lifecycle.machine.Step;
import dev.offload.lifecycle.machine.StoredEntry;
import dev.offload.schemas.config.LimitRule;
import dev.offload.schemas.config.LimitScope;
import dev.offload.schemas.config.Rate;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.work.LimitGrant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// One limit, its coordinator, and the partitions whose tasks use it. Records between them take
/// their time and are read twice or lost, tasks come and go, the rule changes, everybody restarts.
/// [#calm()] is what comes after that. Each step of the coordinator is checked against the
/// [LimitLaw], and its entry is read from its stored form each time.
final class LimitWorld {
  static final LimitScope SCOPE = new LimitScope.OfQueue("image");
  static final int PARTITIONS = 3;
  static final Instant START = Instant.parse("2026-11-23T12:00:00Z");
  private static final int ROUNDS_TO_CALM = 3_000;
  private static final int HEAVIEST = 6;

  private final LimitMachine machine = new LimitMachine();
  private final LimitLaw law = new LimitLaw(machine, this);
  private final List<KnownRule> rules = new ArrayList<>();
  private final List<LimitPartition> partitions;
  private byte[] stored;
  private Instant now = START;
  private int arrivals;

  LimitWorld(LimitRule first) {
    rules.add(new KnownRule(Optional.of(first), 0));
    partitions =
        IntStream.range(0, PARTITIONS)
            .mapToObj(number -> new LimitPartition(number, rules.getFirst()))
            .toList();
  }

  Instant now() {
    return now;
  }

  List<LimitPartition> partitions() {
    return partitions;
  }

  LimitLaw law() {
    return law;
  }

  StoredEntry<Optional<LimitEntry>, Due> kept() {
    return stored == null
        ? new StoredEntry<>(Optional.empty(), Optional.empty())
        : read(stored, StoredLimit.class).kept();
  }

  /// Lets one thing happen, which follows from `choice`.
  void goOn(int choice) {
    LimitPartition one = partitions.get(choice % PARTITIONS);
    int some = choice / PARTITIONS / 16;
    switch (choice / PARTITIONS % 16) {
      case 0, 1, 2 -> arrive(one, some);
      case 3, 4 -> one.tell();
      case 5, 6 -> readUse(one);
      case 7, 8 -> readGrant(one);
      case 9 -> end(one, some);
      case 10 -> leaveSeldom(one, some);
      case 11 -> advance(Duration.ofMillis(some % 3_000));
      case 12 -> changeRuleOrLearn(one, some);
      case 13 -> readAgain(one, some);
      case 14 -> readOld(one, some);
      default -> restartOrFire(one, some);
    }
  }

  private void arrive(LimitPartition one, int some) {
    // A surge now and then, so that lines get longer than what is told of them.
    int many = some % 31 == 0 ? 20 : 1;
    for (int task = 0; task < many; task++) {
      int weight = some % 3 == 0 ? 1 + some / 3 % HEAVIEST : 1;
      one.arrive(new LimitedTask(arrivals++, weight, some / 20 % 10), now);
    }
  }

  private void readUse(LimitPartition one) {
    if (one.up.hasNext()) {
      step(new UseTold(one.up.next()));
    }
  }

  private void readGrant(LimitPartition one) {
    if (one.down.hasNext()) {
      one.receive(one.down.next(), now);
    }
  }

  private static void end(LimitPartition one, int some) {
    if (!one.running.isEmpty()) {
      one.end(some % one.running.size());
    }
  }

  private static void leaveSeldom(LimitPartition one, int some) {
    if (some % 2 == 0 && !one.line.isEmpty()) {
      one.leave(some / 2 % one.line.size());
    }
  }

  private void changeRuleOrLearn(LimitPartition one, int some) {
    if (some % 3 == 0) {
      rules.add(new KnownRule(rule(some / 3), rules.size()));
    } else {
      one.learn(rules.get(Math.min(rules.size() - 1, (int) one.rule().version() + 1)));
    }
  }

  /// Any rule, or none.
  private static Optional<LimitRule> rule(int some) {
    Rate rate = new Rate(1 + some % 4, Duration.ofMillis(700), 1 + some / 4 % 5);
    int concurrency = some / 20 % 8;
    return switch (some / 160 % 5) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(new LimitRule(null, rate));
      case 2 -> Optional.of(new LimitRule(concurrency, rate));
      default -> Optional.of(LimitRule.atMost(concurrency));
    };
  }

  /// What a partition tells while its coordinator knows nothing of it can't be missed by anybody.
  private void lose(LimitPartition one, int some) {
    boolean isKnown =
        kept().entry().flatMap(entry -> entry.partitions().of(one.number())).isPresent();
    if (some % 2 == 0 && one.down.hasNext()) {
      one.down.lose();
    } else if (some % 2 == 1 && one.up.hasNext() && isKnown) {
      one.up.lose();
    }
  }

  private static void readAgain(LimitPartition one, int some) {
    if (some % 2 == 0) {
      one.up.goBack(1 + some / 2 % 3);
    } else {
      one.down.goBack(1 + some / 2 % 3);
    }
  }

  private void readOld(LimitPartition one, int some) {
    if (some % 2 == 0 && one.up.hasOld()) {
      step(new UseTold(one.up.old(some / 2)));
    } else if (some % 2 == 1 && one.down.hasOld()) {
      one.receive(one.down.old(some / 2), now);
    }
  }

  private void restartOrFire(LimitPartition one, int some) {
    if (some % 24 == 2) {
      lose(one, some / 24);
    } else if (some % 3 == 0) {
      advance(Duration.ofMillis(1));
      one.restart();
    } else if (some % 3 == 1) {
      step(new TimerFired(now.minusMillis(some % 5)));
    }
    fireIfDue();
  }

  /// Every partition learns the rule, records are read, timers go off, and tasks end.
  void calm() {
    KnownRule last = rules.getLast();
    if (last.concurrency().filter(units -> units == 0).isPresent()) {
      last = new KnownRule(Optional.of(LimitRule.atMost(2)), rules.size());
    }
    for (LimitPartition one : partitions) {
      one.learn(last);
    }
    for (int round = 0; round < ROUNDS_TO_CALM && !isCalm(); round++) {
      for (LimitPartition one : partitions) {
        one.tell();
        while (one.up.hasNext()) {
          readUse(one);
        }
      }
      for (LimitPartition one : partitions) {
        while (one.down.hasNext()) {
          readGrant(one);
        }
        while (!one.running.isEmpty()) {
          one.end(0);
        }
      }
      advance(
          round % 50 == 49 ? KnownPartition.SILENT : Duration.ofMillis(round % 2 == 0 ? 1 : 400));
      fireIfDue();
    }
  }

  boolean isCalm() {
    return stored == null
        && partitions.stream()
            .allMatch(
                one ->
                    one.line.isEmpty()
                        && one.running.isEmpty()
                        && one.ledger().isEmpty()
                        && !one.up.hasNext()
                        && !one.down.hasNext());
  }

  void advance(Duration time) {
    now = now.plus(time);
  }

  void fireIfDue() {
    kept()
        .armed()
        .map(Deadline::at)
        .filter(due -> !due.isAfter(now))
        .ifPresent(due -> step(new TimerFired(due)));
  }

  private void step(LimitInput input) {
    StoredEntry<Optional<LimitEntry>, Due> before = kept();
    Step<Optional<LimitEntry>, LimitEvent, LimitEffect, Due> step =
        machine.step(before, input, now, now);
    for (LimitEffect effect : step.effects()) {
      switch (effect) {
        case TellPartition(LimitGrant grant) -> partitions.get(grant.partition()).down.write(grant);
        case ShowLimit _, ForgetLimit _ -> law.see(effect);
      }
    }
    stored = step.after().entry().isEmpty() ? null : json(StoredLimit.of(step.after()));
    assertThat(kept().entry()).as("read as it was stored").isEqualTo(step.after().entry());
    law.check(before.entry(), step);
    if (!(input instanceof TimerFired) || !step.isNothing()) {
      kept().entry().ifPresent(law::checkThatNobodyWaitsInVain);
    }
    if (input instanceof UseTold) {
      assertThat(machine.step(kept(), input, now, now).events())
          .as("read twice")
          .allMatch(LimitGrantRepeated.class::isInstance);
    }
  }

  static byte[] json(Object stored) {
    try {
      return Json.MAPPER.writeValueAsBytes(stored);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static <S> S read(byte[] json, Class<S> type) {
    try {
      return Json.MAPPER.readValue(json, type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
