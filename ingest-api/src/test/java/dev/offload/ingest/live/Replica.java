package dev.offload.ingest.live;

import static org.awaitility.Awaitility.await;

import dev.offload.ingest.rig.LogWriter;
import dev.offload.ingest.view.RunningView;
import dev.offload.ingest.view.TaskView;
import dev.offload.schemas.task.Task;
import dev.offload.testkit.KafkaForTests;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.sse.OutboundSseEvent;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// As much of a replica of the API as brings news, from its start to its stop.
final class Replica implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final RunningView running;
  private LiveHub hub;

  /// What live streams cost here.
  private record Costs(int keptEvents) implements LiveConfig {
    @Override
    public Duration commentEvery() {
      return Duration.ofSeconds(1);
    }

    @Override
    public int maxPending() {
      return 512;
    }

    @Override
    public MemorySize keptBytes() {
      return new MemorySize(BigInteger.valueOf(16L << 20));
    }
  }

  private Replica(Path directory, int keptEvents) {
    running = RunningView.in(directory, view -> hub(view, new Costs(keptEvents)));
  }

  static Replica in(Path directory, int keptEvents) {
    return new Replica(directory, keptEvents);
  }

  private LiveHub hub(TaskView view, LiveConfig costs) {
    hub =
        new LiveHub(
            view, costs, new LogTail(KafkaForTests.connection(), costs, LogWriter.topics()));
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
    Multi<OutboundSseEvent> events =
        await()
            .atMost(PATIENCE)
            .until(() -> hub.follow(tenant, lastEventId, () -> {}), Optional::isPresent)
            .orElseThrow();
    return new Follower(events);
  }

  /// As `GET /v1/tasks/{id}/events` with the version that the client knows.
  Follower follow(Task task, long knownVersion) {
    Outlet outlet = new Outlet(512, () -> {});
    TaskStream stream = hub.follow(task.tenant(), task.id(), outlet);
    Follower follower = new Follower(outlet.events(() -> hub.leave(task.id(), stream)));
    stream.begin(running.view().snapshot(task.tenant(), task.id()).orElseThrow(), knownVersion);
    return follower;
  }

  @Override
  public void close() {
    running.close();
  }
}
