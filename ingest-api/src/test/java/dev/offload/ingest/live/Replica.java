package dev.offload.ingest.live;

import static org.awaitility.Awaitility.await;

import dev.offload.ingest.rig.LogWriter;
import dev.offload.ingest.view.RunningView;
import dev.offload.ingest.view.TaskSnapshot;
import dev.offload.ingest.view.TaskView;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskId;
import dev.offload.testkit.KafkaForTests;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// As much of a replica of the API as brings news, from its start to its stop.
final class Replica implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Costs costs;
  private final OpenStreams streams;
  private final RunningView running;
  private LiveHub hub;

  private Replica(Path directory, int keptEvents) {
    costs = Costs.ofEvents(keptEvents);
    streams = new OpenStreams(costs);
    running = RunningView.in(directory, this::hub);
  }

  static Replica in(Path directory, int keptEvents) {
    return new Replica(directory, keptEvents);
  }

  private LiveHub hub(TaskView view) {
    hub = new LiveHub(view, new LogTail(KafkaForTests.connection(), costs, LogWriter.topics()));
    return hub;
  }

  /// Returns once the view has this version.
  void awaitInView(Task task) {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                running
                    .view()
                    .find(task.tenant(), task.id())
                    .filter(found -> found.version() >= task.version())
                    .isPresent());
  }

  /// As `GET /v1/events`, again and again while it is told to come back. Nobody is sent to a
  /// replica whose view has not caught up: what it would be told then is of long ago.
  Follower follow(String tenant, String lastEventId) {
    await().atMost(PATIENCE).until(running.view()::isCaughtUp);
    RecentNews recent =
        await().atMost(PATIENCE).until(hub::recent, Optional::isPresent).orElseThrow();
    TenantStream stream =
        TenantStream.join(
            recent, running.view(), new Followed(tenant, Optional.empty()), lastEventId);
    return Follower.of(
        seat(tenant),
        (outlet, seat) -> {
          try (stream) {
            stream.run(outlet, seat, costs.commentEvery());
          }
        });
  }

  /// As `GET /v1/tasks/{id}/events` with the version that the client knows.
  Follower follow(Task task, long knownVersion) {
    SingleStream<TaskId> stream =
        SingleStream.join(hub.taskFeeds(), task.id(), task.tenant(), knownVersion);
    TaskSnapshot present = running.view().snapshot(task.tenant(), task.id()).orElseThrow();
    return Follower.of(
        seat(task.tenant()),
        (outlet, seat) -> {
          try (stream) {
            stream.run(LiveEvent.of(present), outlet, seat, costs.commentEvery());
          }
        });
  }

  private StreamSeat seat(String tenant) {
    return streams.take(tenant, Optional.empty(), () -> {});
  }

  @Override
  public void close() {
    running.close();
  }
}
