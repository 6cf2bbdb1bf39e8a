package dev.offload.ingest.view;

import dev.offload.kafka.read.WholeTopicReader;
import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.task.GroupStatus;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskProgress;
import dev.offload.schemas.topic.Topic;
import dev.offload.schemas.topic.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps a store up to date with its three topics, and tells what is new when it is durable,
/// whichever replica has stored it.
///
/// ```
/// offload.tasks ────► changes ──┐
/// offload.groups ───► changes ──┼─► one transaction per batch ──► news
/// offload.progress ─► changes ──┘   rows and positions
/// ```
final class ViewFollower implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ViewFollower.class);

  private final ViewStore store;
  private final NewsListener news;
  private final CompletableFuture<ViewFailure> damage = new CompletableFuture<>();
  private final WholeTopicReader<WrittenTask> tasks;
  private final WholeTopicReader<TaskProgress> progress;
  private final WholeTopicReader<GroupStatus> groups;

  /// Reading begins at once.
  ViewFollower(Map<String, Object> kafka, ViewSource source, ViewStore store, NewsListener news) {
    this.store = store;
    this.news = news;
    var _ = store.useless().thenAccept(damage::complete);
    news.reading(source.name(), store.begin(Topics.TASKS.name()));
    tasks =
        new WholeTopicReader<>(kafka, Topics.TASKS.name(), WrittenTask::read, new TaskReader())
            .start();
    progress = new WholeTopicReader<>(kafka, Topics.PROGRESS, new ProgressReader()).start();
    groups = new WholeTopicReader<>(kafka, Topics.GROUPS, new GroupReader()).start();
  }

  ViewStore store() {
    return store;
  }

  /// Done when the store has to be opened again. From then on nothing is updated.
  CompletableFuture<ViewFailure> damage() {
    return damage;
  }

  /// Whether all topics are being read.
  boolean isReading() {
    return tasks.isReading() && progress.isReading() && groups.isReading();
  }

  boolean isAlive() {
    return tasks.isAlive() && progress.isAlive() && groups.isAlive();
  }

  /// Done when everything that `offload.tasks` and `offload.groups` have now is in the store.
  CompletableFuture<Void> caughtUp() {
    return CompletableFuture.allOf(tasks.caughtUp(), groups.caughtUp());
  }

  CompletableFuture<Void> reached(Map<TopicPartition, Long> ends) {
    return CompletableFuture.allOf(
        tasks.reached(of(Topics.TASKS, ends)), groups.reached(of(Topics.GROUPS, ends)));
  }

  private static Map<Integer, Long> of(Topic<?> topic, Map<TopicPartition, Long> ends) {
    Map<Integer, Long> found = new HashMap<>();
    ends.forEach(
        (partition, end) -> {
          if (partition.topic().equals(topic.name())) {
            found.put(partition.partition(), end);
          }
        });
    return found;
  }

  /// What a tombstone changes: `known`, unless its key is not an id.
  private static Optional<ViewChange> removal(
      ConsumerRecord<String, ?> record, Optional<ViewChange> known) {
    if (known.isEmpty()) {
      log.error(
          "tombstone passed over, its key is not an id topic={} partition={} offset={}",
          record.topic(),
          record.partition(),
          record.offset());
    }
    return known;
  }

  /// A record and what it changes.
  private record Effect<V>(ConsumerRecord<String, V> record, ViewChange change) {
    private boolean isBelow(Map<Integer, Long> positions) {
      return record.offset() < positions.getOrDefault(record.partition(), 0L);
    }
  }

  /// One topic on its way into the store.
  private abstract class IntoStore<V> implements WholeTopicReader.Reader<V> {
    private final String topic;

    /// Where reading goes on after what was told.
    private final Map<Integer, Long> told;

    /// The ends of the last records that were told. Between them and `told` is nothing to store.
    private final Map<Integer, Long> ends = new HashMap<>();

    IntoStore(Topic<?> topic) {
      this.topic = topic.name();
      this.told = new ConcurrentHashMap<>(store.begin(topic.name()));
    }

    abstract Optional<ViewChange> change(ConsumerRecord<String, V> record);

    abstract void tell(List<ConsumerRecord<String, V>> records, Map<Integer, Long> positions);

    /// After a failure it goes on after what was told: more may be stored, by another replica.
    @Override
    public Map<Integer, Long> positions() {
      return Map.copyOf(told);
    }

    @Override
    public void take(List<ConsumerRecord<String, V>> records, Map<Integer, Long> positions) {
      Map<Integer, Long> until = new HashMap<>();
      List<Effect<V>> readable = new ArrayList<>(records.size());
      for (ConsumerRecord<String, V> record : records) {
        until.merge(record.partition(), record.offset() + 1, Math::max);
        change(record).ifPresent(change -> readable.add(new Effect<>(record, change)));
      }
      List<Effect<V>> effective = store(readable, until, positions);
      ends.putAll(until);
      told.putAll(positions);
      tell(effective.stream().map(Effect::record).toList(), positions);
    }

    /// Returns the records that had an effect, in order, when they are stored.
    private List<Effect<V>> store(
        List<Effect<V>> readable, Map<Integer, Long> until, Map<Integer, Long> positions) {
      while (true) {
        try {
          Map<Integer, Long> stored = store.turn(topic, told, until);
          if (!isPast(stored, ends)) {
            throw new ViewReplaced("the task view's database has lost something that it had");
          }
          return storeRest(readable, until, positions, stored);
        } catch (TurnLost _) {
          // What another replica stores is seen in the next turn.
        } catch (ViewCorrupt | ViewReplaced e) {
          damage.complete(e);
          throw e;
        }
      }
    }

    /// Another replica may have stored a part of them.
    private List<Effect<V>> storeRest(
        List<Effect<V>> readable,
        Map<Integer, Long> until,
        Map<Integer, Long> positions,
        Map<Integer, Long> stored) {
      Set<ViewChange> effective = Collections.newSetFromMap(new IdentityHashMap<>());
      if (!isPast(stored, until)) {
        Map<Integer, Long> further = new HashMap<>(positions);
        further.entrySet().removeIf(one -> one.getValue() <= stored.getOrDefault(one.getKey(), 0L));
        List<ViewChange> rest = changes(readable.stream().filter(one -> !one.isBelow(stored)));
        effective.addAll(store.apply(new ViewBatch(topic, rest, further)));
      }
      store.note(changes(readable.stream().filter(one -> one.isBelow(stored))));
      return readable.stream()
          .filter(one -> one.isBelow(stored) || effective.contains(one.change()))
          .toList();
    }

    private static boolean isPast(Map<Integer, Long> stored, Map<Integer, Long> until) {
      return until.entrySet().stream()
          .allMatch(one -> stored.getOrDefault(one.getKey(), 0L) >= one.getValue());
    }

    private List<ViewChange> changes(Stream<Effect<V>> readable) {
      return readable.map(Effect::change).toList();
    }
  }

  private final class TaskReader extends IntoStore<WrittenTask> {
    private TaskReader() {
      super(Topics.TASKS);
    }

    @Override
    Optional<ViewChange> change(ConsumerRecord<String, WrittenTask> record) {
      if (record.value() != null) {
        Instant at = Instant.ofEpochMilli(record.timestamp());
        return Optional.of(new ViewChange.Saved(record.value(), at));
      }
      return removal(record, TaskId.tryParse(record.key()).map(ViewChange.Removed::new));
    }

    @Override
    void tell(List<ConsumerRecord<String, WrittenTask>> records, Map<Integer, Long> positions) {
      news.changed(
          records.stream()
              .filter(record -> record.value() != null)
              .map(
                  record ->
                      new TaskNews(
                          record.value(), record.partition(), record.offset(), record.timestamp()))
              .toList(),
          positions);
    }
  }

  private final class ProgressReader extends IntoStore<TaskProgress> {
    private ProgressReader() {
      super(Topics.PROGRESS);
    }

    @Override
    Optional<ViewChange> change(ConsumerRecord<String, TaskProgress> record) {
      return Optional.ofNullable(record.value()).map(ViewChange.Progressed::new);
    }

    @Override
    void tell(List<ConsumerRecord<String, TaskProgress>> records, Map<Integer, Long> positions) {
      news.progressed(records.stream().map(ConsumerRecord::value).toList());
    }
  }

  private final class GroupReader extends IntoStore<GroupStatus> {
    private GroupReader() {
      super(Topics.GROUPS);
    }

    @Override
    Optional<ViewChange> change(ConsumerRecord<String, GroupStatus> record) {
      return record.value() == null
          ? removal(record, GroupId.tryParse(record.key()).map(ViewChange.GroupRemoved::new))
          : Optional.of(new ViewChange.GroupSaved(record.value()));
    }

    @Override
    void tell(List<ConsumerRecord<String, GroupStatus>> records, Map<Integer, Long> positions) {
      news.grouped(records.stream().map(ConsumerRecord::value).filter(Objects::nonNull).toList());
    }
  }

  @Override
  public void close() {
    List.of(tasks, groups, progress).forEach(WholeTopicReader::stop);
    store.stopTurns();
    tasks.close();
    groups.close();
    progress.close();
    store.close();
  }
}
