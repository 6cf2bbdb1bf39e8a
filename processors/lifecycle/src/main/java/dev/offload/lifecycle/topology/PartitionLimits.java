package dev.offload.lifecycle.topology;

import dev.offload.lifecycle.limit.Changes;
import dev.offload.lifecycle.limit.Demand;
import dev.offload.lifecycle.limit.KnownLimits;
import dev.offload.lifecycle.limit.Ledger;
import dev.offload.lifecycle.limit.LedgerNumbers;
import dev.offload.lifecycle.limit.Reach;
import dev.offload.lifecycle.line.Lines;
import dev.offload.lifecycle.store.PlaceKey;
import dev.offload.lifecycle.task.Active;
import dev.offload.lifecycle.task.InLine;
import dev.offload.lifecycle.task.TaskEntry;
import dev.offload.schemas.config.LimitScope;
import dev.offload.schemas.config.LimitScope.OfQueue;
import dev.offload.schemas.task.Placement;
import dev.offload.schemas.work.LimitGrant;
import dev.offload.schemas.work.LimitUse;
import dev.offload.schemas.work.LimitUse.Next;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One partition's side of all limits: its ledgers, which are stored, and what their coordinators
/// are told.
///
/// What a step changes is told at its end. What a change of a limit or a pause concerns, and
/// everything when a process gets the partition, is told again a bounded number at each look.
///
/// A ledger that can't be read is parked. No more units are taken of its limit, and its
/// coordinator is told nothing and goes on counting what it was told last, until a [Recount]
/// is over. Then a new ledger begins with what tasks have taken.
final class PartitionLimits {
  /// How many limits are told again at one look.
  static final int AT_MOST_AGAIN = 200;

  private static final Logger log = LoggerFactory.getLogger(PartitionLimits.class);

  private final StoredLedgers stored;
  private final Lines lines;
  private final KnownLimits known;
  private final int partition;
  private final PartitionOutput output;
  private final LedgerNumbers numbers = new LedgerNumbers();
  private final Map<LimitScope, Ledger> ledgers;
  private final Recount recount;

  /// Limits of which something has changed that is not told yet.
  private final Set<LimitScope> untold = new LinkedHashSet<>();

  /// Limits that are to be told again. Their coordinators may go by another rule or line.
  private final LimitsInTurn again = new LimitsInTurn();

  /// Limits whose ledger has changed and is not stored yet.
  private final Set<LimitScope> unstored = new HashSet<>();

  /// How many tasks in line each limit is told. It is only known here, and starts again with the
  /// process.
  private final Map<LimitScope, Reach> reaches = new HashMap<>();

  private long version;

  /// `tasks` is the store of tasks.
  PartitionLimits(
      StoredLedgers stored,
      KeyValueStore<Bytes, byte[]> tasks,
      Lines lines,
      KnownLimits known,
      PartitionOutput output) {
    this.stored = stored;
    this.lines = lines;
    this.known = known;
    this.partition = output.context().taskId().partition();
    this.output = output;
    this.ledgers = stored.read();
    this.recount = new Recount(tasks, stored.unreadable());
    this.version = known.since(0).version();
    used().forEach(again::add);
  }

  /// All limits that are used or waited for.
  private Stream<LimitScope> used() {
    return Stream.concat(ledgers.keySet().stream(), lines.limits().stream());
  }

  /// Whether a limit is used or waited for.
  boolean isUsed() {
    return !ledgers.isEmpty() || hasNews() || !lines.limits().isEmpty();
  }

  /// Whether something is not told yet.
  boolean hasNews() {
    return !untold.isEmpty() || !again.isEmpty() || !recount.isOver();
  }

  /// A task's step has been written.
  void stepped(String key, TaskEntry before, TaskEntry after) {
    waits(before);
    waits(after);
    List<LimitScope> taken = taken(before);
    if (!taken.isEmpty()) {
      List<LimitScope> still = taken(after);
      int weight = ((Active) before).subject().placement().weight();
      taken.stream()
          .filter(scope -> !still.contains(scope))
          .forEach(
              scope -> {
                recount.returned(key, scope, weight);
                giveBack(scope, weight);
              });
    }
  }

  private void waits(TaskEntry entry) {
    if (entry instanceof InLine waiting) {
      waiting.line().limit().ifPresent(untold::add);
    }
  }

  private static List<LimitScope> taken(TaskEntry entry) {
    return entry instanceof Active active ? active.work().taken() : List.of();
  }

  /// Units that a task had taken, or was granted and can't take.
  void giveBack(LimitScope scope, int weight) {
    Ledger ledger = ledgers.get(scope);
    if (ledger != null) {
      if (ledger.used() < weight) {
        log.error(
            "a task returned more units than are in use limit={} partition={}",
            scope.text(),
            partition);
      }
      put(ledger.returned(weight));
    }
  }

  /// Takes a grant. Returns the tasks that get its units.
  List<PlaceKey> receive(LimitGrant grant, Instant now) {
    if (recount.isOf(grant.scope())) {
      return List.of();
    }
    Ledger ledger = ledgers.get(grant.scope());
    if (ledger == null) {
      tell(Ledger.answerWithout(grant, numbers.next(now), known.of(grant.scope())), now);
      untold.add(grant.scope());
      return List.of();
    }
    long starts = ledger.startsOf(grant);
    if (starts > 0) {
      int named = ledger.last().map(LimitUse::named).orElse(0);
      reaches.computeIfPresent(grant.scope(), (_, reach) -> reach.after(starts, named));
    }
    int most = Math.clamp(starts, LimitUse.MOST_NEXT, Reach.MOST);
    List<PlaceKey> first = lines.first(grant.scope(), most);
    Ledger.Received received = ledger.receive(grant, next(grant.scope(), first));
    put(received.after());
    return received.goOn().stream().map(first::get).toList();
  }

  private static List<Next> next(LimitScope scope, List<PlaceKey> first) {
    // Several tenants share a queue's limit, and their priorities do not compare.
    return first.stream()
        .map(PlaceKey::place)
        .map(
            place ->
                new Next(
                    place.weight(),
                    scope instanceof OfQueue ? Placement.USUAL_PRIORITY : place.priority()))
        .toList();
  }

  private void put(Ledger ledger) {
    ledgers.put(ledger.scope(), ledger);
    unstored.add(ledger.scope());
    untold.add(ledger.scope());
  }

  /// Has the limits told again that a change concerns, and tells some of those that are to be.
  /// Goes on counting for ledgers that can't be read.
  void look(Instant now) {
    Changes changes = known.since(version);
    version = changes.version();
    if (!changes.isEmpty()) {
      used().filter(changes::concern).forEach(again::add);
    }
    if (!recount.isOver()) {
      recount
          .goOn()
          .ifPresent(
              counted ->
                  counted.forEach(
                      (scope, held) ->
                          put(Ledger.recounted(scope, partition, numbers.next(now), held))));
    }
    again.next(AT_MOST_AGAIN).forEach(scope -> tell(scope, true, now));
  }

  /// Tells the coordinators what has changed.
  void tell(Instant now) {
    untold.forEach(scope -> tell(scope, again.remove(scope), now));
    untold.clear();
  }

  private void tell(LimitScope scope, boolean isAgain, Instant now) {
    if (recount.isOf(scope)) {
      return;
    }
    Reach reach = reaches.getOrDefault(scope, Reach.FIRST);
    List<PlaceKey> first = lines.first(scope, reach.tasks());
    Demand demand =
        first.isEmpty() ? Demand.NONE : Demand.of(next(scope, first), lines.waiting(scope));
    Optional<Ledger> before = Optional.ofNullable(ledgers.get(scope));
    Ledger ledger = before.orElseGet(() -> Ledger.open(scope, partition, numbers.next(now)));
    Ledger.Telling telling = (isAgain ? ledger.doubted() : ledger).tell(demand, known.of(scope));
    telling.use().ifPresent(use -> tell(use, now));
    telling
        .after()
        .ifPresentOrElse(
            after -> {
              ledgers.put(scope, after);
              reaches.put(scope, reach.told());
            },
            () -> {
              ledgers.remove(scope);
              reaches.remove(scope);
            });
    if (!telling.after().equals(before)) {
      unstored.add(scope);
    }
  }

  private void tell(LimitUse use, Instant now) {
    output.forward(Outgoing.of(use), now);
  }

  /// Stores the ledgers that have changed, in the transaction of what has changed them, and parks
  /// those that can't be read.
  void store(Instant now) {
    stored.park(output, now);
    unstored.forEach(scope -> stored.write(scope, Optional.ofNullable(ledgers.get(scope))));
    unstored.clear();
  }
}
