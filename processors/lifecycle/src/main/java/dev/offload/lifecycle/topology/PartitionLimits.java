package dev.offload.lifecycle.topology;

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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/// One partition's side of all limits: its ledgers, which are stored, and what their coordinators
/// are told.
///
/// A ledger that can't be read is parked. It is not known how many units its tasks hold, so no
/// more are taken, and the coordinator is told nothing and goes on counting what it was told
/// last. The tasks that wait for the limit wait until it is removed. Then a new ledger begins.
final class PartitionLimits {
  private final KeyValueStore<Bytes, byte[]> store;
  private final Lines lines;
  private final KnownLimits known;
  private final int partition;
  private final PartitionOutput output;
  private final LedgerNumbers numbers = new LedgerNumbers();
  private final Map<LimitScope, Ledger> ledgers = new HashMap<>();

  /// Limits that are set and whose ledger can't be read.
  private final Set<LimitScope> unreadable = new HashSet<>();

  /// Ledgers that can't be read and are not parked yet.
  private final List<Unreadable> unparked = new ArrayList<>();

  /// Limits of which something has changed that is not told yet.
  private final Set<LimitScope> untold = new LinkedHashSet<>();

  /// Limits whose ledger has changed and is not stored yet.
  private final Set<LimitScope> unstored = new HashSet<>();

  /// How many tasks in line each limit is told. It is only known here, and starts again with the
  /// process.
  private final Map<LimitScope, Reach> reaches = new HashMap<>();

  private long version;

  private record Unreadable(String key, Bytes stored, Throwable error) {}

  PartitionLimits(
      KeyValueStore<Bytes, byte[]> store, Lines lines, KnownLimits known, PartitionOutput output) {
    this.store = store;
    this.lines = lines;
    this.known = known;
    this.partition = output.context().taskId().partition();
    this.output = output;
    try (KeyValueIterator<Bytes, byte[]> stored = store.all()) {
      stored.forEachRemaining(entry -> add(entry));
    }
    beginAnew();
    untold.addAll(ledgers.keySet());
    untold.addAll(lines.limits());
  }

  private void add(KeyValue<Bytes, byte[]> stored) {
    try {
      Ledger ledger = PartitionForm.LEDGERS.read(stored.value);
      ledgers.put(ledger.scope(), ledger);
    } catch (RuntimeException | StackOverflowError e) {
      String key = PartitionForm.text(stored.key);
      unparked.add(new Unreadable(key, Bytes.wrap(stored.value), e));
      LimitScope.tryParse(key).ifPresent(unreadable::add);
    }
  }

  /// Whether a limit is used or waited for.
  boolean isUsed() {
    return !ledgers.isEmpty() || !untold.isEmpty() || !unreadable.isEmpty();
  }

  /// Whether something has changed that is not told yet.
  boolean hasNews() {
    return !untold.isEmpty();
  }

  /// A task's step has been written.
  void stepped(TaskEntry before, TaskEntry after) {
    waits(before);
    waits(after);
    List<LimitScope> taken = taken(before);
    if (!taken.isEmpty()) {
      List<LimitScope> still = taken(after);
      int weight = ((Active) before).subject().placement().weight();
      taken.stream().filter(scope -> !still.contains(scope)).forEach(it -> giveBack(it, weight));
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
      put(ledger.returned(weight));
    }
  }

  /// Takes a grant. Returns the tasks that get its units.
  List<PlaceKey> receive(LimitGrant grant, Instant now) {
    if (unreadable.contains(grant.scope())) {
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

  /// Has everything told again if a limit or a pause has changed.
  void look() {
    long present = known.version();
    if (present != version) {
      version = present;
      beginAnew();
      ledgers.replaceAll((_, ledger) -> ledger.doubted());
      untold.addAll(ledgers.keySet());
      untold.addAll(lines.limits());
    }
  }

  /// A limit that is gone can't be exceeded.
  private void beginAnew() {
    List<LimitScope> removed =
        unreadable.stream().filter(scope -> !known.of(scope).isPresent()).toList();
    unreadable.removeAll(removed);
    unstored.addAll(removed);
  }

  /// Tells the coordinators what has changed.
  void tell(Instant now) {
    untold.removeAll(unreadable);
    for (LimitScope scope : untold) {
      Reach reach = reaches.getOrDefault(scope, Reach.FIRST);
      List<PlaceKey> first = lines.first(scope, reach.tasks());
      Demand demand =
          first.isEmpty() ? Demand.NONE : Demand.of(next(scope, first), lines.waiting(scope));
      Optional<Ledger> before = Optional.ofNullable(ledgers.get(scope));
      Ledger ledger = before.orElseGet(() -> Ledger.open(scope, partition, numbers.next(now)));
      Ledger.Telling telling = ledger.tell(demand, known.of(scope));
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
    untold.clear();
  }

  private void tell(LimitUse use, Instant now) {
    output.forward(Outgoing.of(use), now);
  }

  /// Stores the ledgers that have changed, in the transaction of what has changed them, and parks
  /// those that can't be read.
  void store(Instant now) {
    unparked.forEach(
        it -> output.parkStored(store.name(), it.key(), it.stored().get(), it.error(), now));
    unparked.clear();
    for (LimitScope scope : unstored) {
      store.put(PartitionForm.key(scope.text()), PartitionForm.LEDGERS.write(ledgers.get(scope)));
    }
    unstored.clear();
  }
}
