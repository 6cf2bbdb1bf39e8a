package dev.offload.lifecycle.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.lifecycle.limit.Ledger.Received;
import dev.offload.lifecycle.limit.Ledger.Telling;
import dev.offload.schemas.work.LimitGrant;
import dev.offload.schemas.work.LimitUse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// A partition of a [LimitWorld]: its tasks in line, those that went on, and its ledger, which is
/// kept in its stored form. Whatever happens, all units in use belong to tasks that went on.
final class LimitPartition {
  private static final Comparator<LimitedTask> ORDER =
      Comparator.comparing((LimitedTask task) -> -task.priority())
          .thenComparing(LimitedTask::arrival);

  /// How many tasks it names if they are alike.
  private static final int NAMED = 50;

  final Channel<LimitUse> up = new Channel<>();
  final Channel<LimitGrant> down = new Channel<>();
  final List<LimitedTask> line = new ArrayList<>();
  final List<LimitedTask> running = new ArrayList<>();
  private final int number;
  private LedgerNumbers numbers = new LedgerNumbers();
  private byte[] ledger;
  private KnownRule rule;

  LimitPartition(int number, KnownRule rule) {
    this.number = number;
    this.rule = rule;
  }

  int number() {
    return number;
  }

  void learn(KnownRule newRule) {
    rule = newRule;
  }

  KnownRule rule() {
    return rule;
  }

  void arrive(LimitedTask task, Instant now) {
    line.add(task);
    line.sort(ORDER);
    if (ledger == null) {
      keep(Optional.of(Ledger.open(LimitWorld.SCOPE, number, numbers.next(now))));
    }
  }

  /// It is cancelled while it waits.
  void leave(int place) {
    line.remove(place);
  }

  void end(int place) {
    LimitedTask task = running.remove(place);
    keep(ledger().map(before -> before.returned(task.weight())));
  }

  void tell() {
    ledger()
        .ifPresent(
            before -> {
              Telling telling = before.tell(Demand.of(first(NAMED), line.size()), rule);
              telling.use().ifPresent(up::write);
              keep(telling.after());
            });
  }

  void receive(LimitGrant grant, Instant now) {
    Optional<Ledger> before = ledger();
    if (before.isEmpty()) {
      up.write(Ledger.answerWithout(grant, numbers.next(now), rule));
      return;
    }
    long starts = before.get().startsOf(grant);
    int most = (int) Math.max(LimitUse.MOST_NEXT, starts);
    Received received = before.get().receive(grant, first(most));
    List<LimitedTask> goOn = received.goOn().stream().map(line::get).toList();
    line.removeAll(goOn);
    running.addAll(goOn);
    keep(Optional.of(received.after()));
  }

  void restart() {
    numbers = new LedgerNumbers();
  }

  Optional<Ledger> ledger() {
    return Optional.ofNullable(ledger)
        .map(json -> LimitWorld.read(json, StoredLedger.class).ledger());
  }

  /// How many units are in use by a ledger.
  static long used(Ledger ledger) {
    return ledger.totals().granted() - ledger.totals().returned();
  }

  long used() {
    return running.stream().mapToLong(LimitedTask::weight).sum();
  }

  /// How many units of grants that it has not read yet it can still take.
  long onItsWay() {
    return ledger()
        .map(
            open ->
                down.unread().stream()
                    .filter(grant -> grant.ledger() == open.number())
                    .mapToLong(grant -> grant.granted() - open.totals().granted())
                    .filter(units -> units > 0)
                    .max()
                    .orElse(0))
        .orElse(0L);
  }

  private List<LimitUse.Next> first(int most) {
    return line.stream().limit(most).map(LimitedTask::next).toList();
  }

  private void keep(Optional<Ledger> after) {
    assertThat(after.map(LimitPartition::used).orElse(0L))
        .as("units of partition")
        .isEqualTo(used());
    ledger = after.map(StoredLedger::of).map(LimitWorld::json).orElse(null);
  }
}
