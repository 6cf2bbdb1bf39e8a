package dev.offload.lifecycle.topology;

import dev.offload.lifecycle.limit.Ledger.Totals;
import dev.offload.lifecycle.task.Active;
import dev.offload.schemas.config.LimitScope;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/// Counts the units that the tasks of a partition have taken, for limits whose ledger can't be
/// read.
///
/// It goes through all tasks in the order of their keys, a bounded number at each look. No
/// task takes units of these limits meanwhile. A task that returns units is counted before or
/// after that, depending on whether it has been passed. A task that can't be read counts as
/// having taken none.
final class Recount {
  /// How many tasks are read at one look.
  static final int MOST = 1_000;

  /// All keys of tasks are between these two.
  private static final Bytes FIRST = Bytes.wrap(new byte[] {' '});

  private static final Bytes END = Bytes.wrap(new byte[] {(byte) 0xff});

  private final KeyValueStore<Bytes, byte[]> tasks;
  private final Map<LimitScope, Totals> held = new HashMap<>();

  /// Tasks whose keys are before this one have been counted.
  private Bytes next = FIRST;

  Recount(KeyValueStore<Bytes, byte[]> tasks, Collection<LimitScope> limits) {
    this.tasks = tasks;
    limits.forEach(limit -> held.put(limit, Totals.NONE));
  }

  /// Whether the limit is being counted.
  boolean isOf(LimitScope limit) {
    return held.containsKey(limit);
  }

  boolean isOver() {
    return held.isEmpty();
  }

  /// The task has given units of a limit back that is being counted.
  void returned(String task, LimitScope limit, int weight) {
    if (PartitionForm.key(task).compareTo(next) < 0) {
      held.computeIfPresent(limit, (_, units) -> units.without(weight));
    }
  }

  /// Counts further tasks. Once all have been counted, returns what the tasks of each limit
  /// have taken.
  Optional<Map<LimitScope, Totals>> goOn() {
    int read = 0;
    try (KeyValueIterator<Bytes, byte[]> entries = tasks.range(next, END)) {
      for (; read < MOST && entries.hasNext(); read++) {
        KeyValue<Bytes, byte[]> entry = entries.next();
        count(entry.value);
        next = after(entry.key);
      }
    }
    if (read == MOST) {
      return Optional.empty();
    }
    Map<LimitScope, Totals> counted = Map.copyOf(held);
    held.clear();
    return Optional.of(counted);
  }

  private void count(byte[] stored) {
    try {
      if (Codecs.TASKS.read(stored).entry() instanceof Active task) {
        int weight = task.subject().placement().weight();
        task.work()
            .taken()
            .forEach(limit -> held.computeIfPresent(limit, (_, units) -> units.with(weight)));
      }
    } catch (RuntimeException | StackOverflowError _) {
      // It is parked with each record for it.
    }
  }

  /// The first key after `key`.
  private static Bytes after(Bytes key) {
    byte[] longer = new byte[key.get().length + 1];
    System.arraycopy(key.get(), 0, longer, 0, key.get().length);
    return Bytes.wrap(longer);
  }
}
