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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps a store up to date with its three topics, and tells what is new when it is durable.
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
  private final CompletableFuture<ViewCorrupt> damage = new CompletableFuture<>();
  private final WholeTopicReader<WrittenTask> tasks;
  private final WholeTopicReader<TaskProgress> progress;
  private final WholeTopicReader<GroupStatus> groups;

  /// Reading begins at once.
  ViewFollower(Map<String, Object> kafka, ViewSource source, ViewStore store, NewsListener news) {
    this.store = store;
    this.news = news;
    news.reading(source.name(), store.positions(Topics.TASKS.name()));
    tasks =
        new WholeTopicReader<>(kafka, Topics.TASKS.name(), WrittenTask::read, new TaskReader())
            .start();
    progress = new WholeTopicReader<>(kafka, Topics.PROGRESS, new ProgressReader()).start();
    groups = new WholeTopicReader<>(kafka, Topics.GROUPS, new GroupReader()).start();
  }

  ViewStore store() {
    return store;
  }

  /// Done when the store turns out to be damaged. From then on nothing is updated.
  CompletableFuture<ViewCorrupt> damage() {
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

  /// What `batch` changed.
  private List<ViewChange> apply(ViewBatch batch) {
    try {
      return store.apply(batch);
    } catch (ViewCorrupt e) {
      damage.complete(e);
      throw e;
    }
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

  /// One topic on its way into the store.
  private abstract class IntoStore<V> implements WholeTopicReader.Reader<V> {
    private final String topic;

    IntoStore(Topic<?> topic) {
      this.topic = topic.name();
    }

    abstract Optional<ViewChange> change(ConsumerRecord<String, V> record);

    abstract void tell(List<ConsumerRecord<String, V>> records, Map<Integer, Long> positions);

    @Override
    public Map<Integer, Long> positions() {
      return store.positions(topic);
    }

    @Override
    public void take(List<ConsumerRecord<String, V>> records, Map<Integer, Long> positions) {
      List<ConsumerRecord<String, V>> readable = new ArrayList<>(records.size());
      List<ViewChange> changes = new ArrayList<>(records.size());
      for (ConsumerRecord<String, V> record : records) {
        change(record)
            .ifPresent(
                change -> {
                  readable.add(record);
                  changes.add(change);
                });
      }
      List<ViewChange> effective = apply(new ViewBatch(topic, changes, positions));
      tell(recordsOf(effective, changes, readable), positions);
    }

    /// `effective` is a part of `changes`, in the same order.
    private List<ConsumerRecord<String, V>> recordsOf(
        List<ViewChange> effective,
        List<ViewChange> changes,
        List<ConsumerRecord<String, V>> records) {
      List<ConsumerRecord<String, V>> found = new ArrayList<>(effective.size());
      int next = 0;
      for (ViewChange change : effective) {
        while (changes.get(next) != change) {
          next++;
        }
        found.add(records.get(next++));
      }
      return found;
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
    tasks.close();
    groups.close();
    progress.close();
    store.close();
  }
}
