package dev.offload.ingest.live;

import dev.offload.ingest.view.NewsListener;
import dev.offload.ingest.view.TaskNews;
import dev.offload.ingest.view.TaskSnapshot;
import dev.offload.ingest.view.TaskView;
import dev.offload.ingest.view.ViewFailure;
import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskProgress;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.sse.OutboundSseEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings what the view reads to all clients that follow it. There is one, however many they are:
/// an event is written once, and no client is waited for.
@ApplicationScoped
public class LiveHub implements NewsListener {
  private static final Logger log = LoggerFactory.getLogger(LiveHub.class);

  /// How many unfinished tasks a client is shown that has missed too much; for more there is a
  /// list.
  static final int PRESENT_TASKS = 1000;

  private final TaskView view;
  private final LiveConfig config;
  private final LogTail tail;
  private final Map<TaskId, Set<TaskStream>> ofTask = new ConcurrentHashMap<>();
  private final Map<String, Set<TenantStream>> ofTenant = new ConcurrentHashMap<>();
  private final Thread alive =
      Thread.ofVirtual().name("keep-streams-alive").unstarted(this::signal);
  private RecentNews recent;

  LiveHub(TaskView view, LiveConfig config, LogTail tail) {
    this.view = view;
    this.config = config;
    this.tail = tail;
  }

  void start(@Observes StartupEvent event) {
    alive.start();
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    alive.interrupt();
    alive.join();
  }

  @Override
  public synchronized void reading(String name, Map<Integer, Long> positions) {
    if (recent == null) {
      recent = tail.before(name, positions);
    }
  }

  @Override
  public synchronized void changed(List<TaskNews> news, Map<Integer, Long> positions) {
    for (TaskNews one : news) {
      if (recent.add(one)) {
        Set<TaskStream> followers = ofTask.getOrDefault(one.task().id(), Set.of());
        Set<TenantStream> all = ofTenantsClients(one.task());
        if (!followers.isEmpty() || !all.isEmpty()) {
          TaskSnapshot snapshot = withProgress(one.task());
          followers.forEach(stream -> stream.news(snapshot));
          if (!all.isEmpty()) {
            OutboundSseEvent event = eventAt(recent.end(), snapshot);
            all.forEach(stream -> stream.news(one, event));
          }
        }
      }
    }
  }

  @Override
  public void progressed(List<TaskProgress> progress) {
    for (TaskProgress one : progress) {
      if (isFollowed(one)) {
        current(one.tenant(), one.taskId()).ifPresent(this::tellProgress);
      }
    }
  }

  private boolean isFollowed(TaskProgress progress) {
    return ofTask.containsKey(progress.taskId()) || ofTenant.containsKey(progress.tenant());
  }

  private synchronized void tellProgress(TaskSnapshot snapshot) {
    Set<TaskStream> followers = ofTask.getOrDefault(snapshot.task().id(), Set.of());
    followers.forEach(stream -> stream.news(snapshot));
    Set<TenantStream> all = ofTenantsClients(snapshot.task());
    if (!all.isEmpty()) {
      OutboundSseEvent event = eventAt(recent.end(), snapshot);
      all.forEach(stream -> stream.send(event));
    }
  }

  /// Follows one task. The stream tells nothing until it is given the present state.
  TaskStream follow(String tenant, TaskId id, Outlet outlet) {
    TaskStream stream = new TaskStream(tenant, outlet);
    join(ofTask, id, stream);
    return stream;
  }

  void leave(TaskId id, TaskStream stream) {
    leave(ofTask, id, stream);
  }

  /// Follows all tasks of a tenant's clients behind the position `lastEventId`, null for now. Empty
  /// while nothing is read yet.
  Optional<Multi<OutboundSseEvent>> follow(String tenant, String lastEventId, Runnable cut) {
    Outlet outlet = new Outlet(config.maxPending(), cut);
    List<OutboundSseEvent> first = new ArrayList<>();
    TenantStream stream;
    boolean isReset;
    LogPosition position;
    synchronized (this) {
      if (recent == null) {
        return Optional.empty();
      }
      LogPosition end = recent.end();
      Optional<LogPosition> since =
          lastEventId == null
              ? Optional.of(end)
              : recent.replay(lastEventId, (news, told) -> replay(tenant, news, told, first));
      isReset = since.isEmpty();
      first.addFirst(
          isReset ? LiveEvents.reset(end.spelled()) : LiveEvents.alive(since.get().spelled()));
      // What is kept is told already; what this replica has not read yet may be known to the
      // client.
      position = since.map(end::orLater).orElse(end);
      stream = new TenantStream(position, outlet);
      join(ofTenant, tenant, stream);
    }
    if (isReset) {
      String id = position.spelled();
      view.unfinished(tenant, PRESENT_TASKS).stream()
          .map(snapshot -> LiveEvents.task(id, snapshot))
          .forEach(first::add);
    }
    Multi<OutboundSseEvent> live = outlet.events(() -> leave(ofTenant, tenant, stream));
    return Optional.of(
        Multi.createBy().concatenating().streams(Multi.createFrom().iterable(first), live));
  }

  private static void replay(
      String tenant, TaskNews news, LogPosition told, List<OutboundSseEvent> events) {
    Task task = news.task();
    if (task.tenant().equals(tenant) && task.origin() == Origin.CLIENT) {
      events.add(eventAt(told, new TaskSnapshot(task, null)));
    }
  }

  private static <K, S> void join(Map<K, Set<S>> streams, K key, S stream) {
    streams.compute(
        key,
        (_, all) -> {
          Set<S> joined = all == null ? ConcurrentHashMap.newKeySet() : all;
          joined.add(stream);
          return joined;
        });
  }

  /// Takes no lock of the hub: a stream may end while it is told something.
  private static <K, S> void leave(Map<K, Set<S>> streams, K key, S stream) {
    streams.computeIfPresent(
        key,
        (_, all) -> {
          all.remove(stream);
          return all.isEmpty() ? null : all;
        });
  }

  private Set<TenantStream> ofTenantsClients(Task task) {
    return task.origin() == Origin.CLIENT
        ? ofTenant.getOrDefault(task.tenant(), Set.of())
        : Set.of();
  }

  private static OutboundSseEvent eventAt(LogPosition position, TaskSnapshot snapshot) {
    return LiveEvents.task(position.spelled(), snapshot);
  }

  /// A version with its progress, where that is still the present one.
  private TaskSnapshot withProgress(Task task) {
    if (task.attempts().isEmpty()) {
      return new TaskSnapshot(task, null);
    }
    return current(task.tenant(), task.id())
        .filter(snapshot -> snapshot.task().version() == task.version())
        .orElseGet(() -> new TaskSnapshot(task, null));
  }

  private Optional<TaskSnapshot> current(String tenant, TaskId id) {
    try {
      return view.snapshot(tenant, id);
    } catch (ViewFailure e) {
      log.warn("progress is not told, the task view did not answer taskId={}", id, e);
      return Optional.empty();
    }
  }

  private void signal() {
    try {
      while (true) {
        Thread.sleep(config.commentEvery());
        signalAll();
      }
    } catch (InterruptedException _) {
      // The application stops.
    }
  }

  private synchronized void signalAll() {
    OutboundSseEvent plain = LiveEvents.alive(null);
    ofTask.values().forEach(streams -> streams.forEach(one -> one.alive(plain)));
    if (!ofTenant.isEmpty()) {
      OutboundSseEvent here = LiveEvents.alive(recent.end().spelled());
      ofTenant.values().forEach(streams -> streams.forEach(one -> one.send(here)));
    }
  }
}
