package dev.offload.ingest.view;

import dev.offload.ingest.health.Vital;
import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.task.GroupState;
import dev.offload.schemas.task.GroupStatus;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskProgress;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The view of this replica. It finds Kafka and follows it with its own store, starts again if that
/// is damaged, and notes every minute that it is current.
@ApplicationScoped
class KafkaTaskView implements TaskView, Vital {
  private static final Logger log = LoggerFactory.getLogger(KafkaTaskView.class);
  private static final Duration MARK_EVERY = Duration.ofMinutes(1);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Map<String, Object> kafka;
  private final ViewConfig config;
  private final List<TaskListener> taskListeners;
  private final List<NewsListener> newsListeners;
  private final InstantSource clock;
  private final Arrivals<TaskId> arrivals = new Arrivals<>();
  private final Arrivals<TaskId> ends = new Arrivals<>();
  private final Arrivals<GroupId> groupArrivals = new Arrivals<>();
  private final Thread keeper = Thread.ofPlatform().name("keep-task-view").unstarted(this::keep);

  private ViewStores stores;
  private volatile ViewFollower follower;
  private volatile Build build;
  private long builds;
  private volatile boolean isCaughtUp;

  /// Why the store has to be opened again; null if there is no reason to think so.
  private ViewFailure damage;

  private volatile boolean isStopping;

  KafkaTaskView(
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      ViewConfig config,
      @All List<TaskListener> taskListeners,
      @All List<NewsListener> newsListeners,
      InstantSource clock) {
    this.kafka = kafka;
    this.config = config;
    this.taskListeners = taskListeners;
    this.newsListeners = newsListeners;
    this.clock = clock;
  }

  void start(@Observes StartupEvent event) {
    stores = ViewStores.of(config);
    keeper.start();
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException, IOException {
    isStopping = true;
    keeper.interrupt();
    keeper.join();
    stores.close();
  }

  private void keep() {
    while (!isStopping) {
      try {
        damage = followUntilDamaged();
      } catch (InterruptedException _) {
        return;
      } catch (IllegalStateException | KafkaException e) {
        log.debug("task view waits for Kafka", e);
        pause();
      } catch (RuntimeException e) {
        log.error("task view can't be opened, it is tried again store={}", stores, e);
        pause();
      }
    }
  }

  /// Returns when something is wrong with the store, and says what.
  private ViewFailure followUntilDamaged() throws InterruptedException {
    ViewSource source = ViewSources.look(kafka);
    ViewStore store =
        damage == null
            ? stores.open(source, clock.instant())
            : stores.reopen(source, clock.instant(), damage);
    damage = null;
    try (ViewFollower opened = follower(source, store)) {
      follower = opened;
      build = new Build(source.name(), ++builds);
      var _ = opened.caughtUp().thenRun(() -> isCaughtUp = true);
      while (true) {
        try {
          return opened.damage().get(MARK_EVERY.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException _) {
          if (!opened.isAlive()) {
            throw new IllegalStateException("a thread that reads for the task view has died");
          }
          markCurrent(opened);
        }
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("the readers of the task view failed", e);
    } finally {
      isCaughtUp = false;
      build = null;
      follower = null;
    }
  }

  private ViewFollower follower(ViewSource source, ViewStore store) {
    try {
      return new ViewFollower(kafka, source, store, new Spread());
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  private void markCurrent(ViewFollower follower) throws InterruptedException {
    Instant asked = clock.instant();
    try {
      follower.caughtUp().get(MARK_EVERY.toSeconds(), TimeUnit.SECONDS);
      follower.store().markCurrent(asked);
    } catch (ExecutionException | TimeoutException e) {
      log.warn("task view is behind, it could not read to the end within {}", MARK_EVERY);
    } catch (ViewCorrupt e) {
      follower.damage().complete(e);
    } catch (ViewFailure e) {
      log.error("task view could not be marked as current", e);
    }
  }

  /// Tells all listeners what is new.
  private final class Spread implements NewsListener {
    @Override
    public void reading(String log, Map<Integer, Long> positions) {
      newsListeners.forEach(listener -> listener.reading(log, positions));
    }

    @Override
    public void changed(List<TaskNews> news, Map<Integer, Long> positions) {
      List<Task> tasks = news.stream().map(TaskNews::task).toList();
      for (Task task : tasks) {
        arrivals.arrived(task.id());
        if (task.state().hasEnded()) {
          ends.arrived(task.id());
        }
      }
      taskListeners.forEach(listener -> listener.changed(tasks));
      newsListeners.forEach(listener -> listener.changed(news, positions));
    }

    @Override
    public void grouped(List<GroupStatus> groups) {
      groups.forEach(group -> groupArrivals.arrived(group.facts().id()));
      newsListeners.forEach(listener -> listener.grouped(groups));
    }

    @Override
    public void progressed(List<TaskProgress> progress) {
      newsListeners.forEach(listener -> listener.progressed(progress));
    }
  }

  @Override
  public Optional<Task> find(String tenant, TaskId id) {
    return snapshot(tenant, id).map(TaskSnapshot::task);
  }

  @Override
  public Optional<Task> await(String tenant, TaskId id, Instant deadline)
      throws InterruptedException {
    CompletableFuture<Void> arrival = arrival(id);
    try {
      Optional<Task> found = find(tenant, id);
      if (found.isPresent()) {
        return found;
      }
      Duration left = Duration.between(clock.instant(), deadline);
      arrival.get(Math.max(0, left.toMillis()), TimeUnit.MILLISECONDS);
      return find(tenant, id);
    } catch (ExecutionException | TimeoutException _) {
      return Optional.empty();
    } finally {
      arrival.cancel(false);
    }
  }

  @Override
  public Optional<TaskSnapshot> snapshot(String tenant, TaskId id) {
    return ask(store -> store.snapshot(tenant, id)).flatMap(Function.identity());
  }

  @Override
  public TaskSlice page(TaskFilter filter, Optional<PagePosition> after, int limit) {
    return ask(store -> store.page(filter, after, limit)).orElseThrow(KafkaTaskView::notOpen);
  }

  @Override
  public int waiting(String queue) {
    return ask(store -> store.waiting(queue)).orElse(0);
  }

  @Override
  public int waiting(String queue, String tenant) {
    return ask(store -> store.waiting(queue, tenant)).orElse(0);
  }

  @Override
  public List<StateCount> counts() {
    return ask(ViewStore::counts).orElse(List.of());
  }

  @Override
  public List<StateCount> countsNow() {
    return ask(ViewStore::countsNow).orElse(List.of());
  }

  @Override
  public OptionalInt before(String tenant, TaskId id, int most) {
    return ask(store -> store.before(tenant, id, most)).orElse(OptionalInt.empty());
  }

  @Override
  public Optional<Instant> oldestQueued(String tenant, String queue) {
    return ask(store -> store.oldestQueued(tenant, queue)).flatMap(Function.identity());
  }

  @Override
  public Optional<TaskId> naming(String tenant, String file) {
    return ask(store -> store.naming(tenant, file)).flatMap(Function.identity());
  }

  @Override
  public Optional<GroupStatus> group(String tenant, GroupId id) {
    return ask(store -> store.group(tenant, id)).flatMap(Function.identity());
  }

  @Override
  public GroupSlice groups(
      String tenant, Optional<GroupState> state, Optional<GroupId> after, int limit) {
    return ask(store -> store.groups(tenant, state, after, limit))
        .orElseThrow(KafkaTaskView::notOpen);
  }

  @Override
  public GroupNumbers liveGroups(String tenant) {
    return ask(store -> store.liveGroups(tenant)).orElse(GroupNumbers.NONE);
  }

  @Override
  public boolean isOpen(String tenant, GroupId id) {
    return ask(store -> store.isOpen(tenant, id)).orElse(false);
  }

  @Override
  public boolean isLive(String tenant, GroupId id) {
    return ask(store -> store.isLive(tenant, id)).orElse(false);
  }

  @Override
  public Optional<GroupId> groupNaming(String tenant, String file) {
    return ask(store -> store.groupNaming(tenant, file)).flatMap(Function.identity());
  }

  @Override
  public Optional<Build> build() {
    return Optional.ofNullable(build);
  }

  @Override
  public boolean isCaughtUp() {
    ViewFollower present = follower;
    return isCaughtUp && present != null && present.isReading() && present.store().isWell();
  }

  @Override
  public String wellness() {
    return "viewIsCaughtUp";
  }

  @Override
  public boolean isWell() {
    return isCaughtUp();
  }

  @Override
  public boolean isAlive() {
    return keeper.isAlive();
  }

  @Override
  public CompletableFuture<Void> arrival(TaskId id) {
    return arrivals.of(id);
  }

  @Override
  public CompletableFuture<Void> arrival(GroupId id) {
    return groupArrivals.of(id);
  }

  @Override
  public CompletableFuture<Void> end(TaskId id) {
    return ends.of(id);
  }

  @Override
  public CompletableFuture<Void> reached(Map<TopicPartition, Long> ends) {
    ViewFollower present = follower;
    return present == null
        ? CompletableFuture.failedFuture(new IllegalStateException("the task view is not open"))
        : present.reached(ends);
  }

  /// An empty list would say that there is nothing.
  private static ViewFailure notOpen() {
    return new ViewFailure("the task view is not open yet", null);
  }

  /// Empty if there is no store yet.
  private <T> Optional<T> ask(Function<ViewStore, T> question) {
    ViewFollower present = follower;
    if (present == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(question.apply(present.store()));
    } catch (ViewCorrupt e) {
      present.damage().complete(e);
      throw e;
    }
  }

  private void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException _) {
      isStopping = true;
    }
  }
}
