package dev.offload.ingest.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.PublicTask;
import dev.offload.schemas.task.Task;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.ws.rs.sse.OutboundSseEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A client that follows, beside the HTTP between it and the replica.
final class Follower implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final BlockingQueue<OutboundSseEvent> events = new LinkedBlockingQueue<>();
  private final Cancellable subscription;

  /// A version of a task, as it was told.
  record Told(String id, long version) {
    static Told of(Task task) {
      return new Told(task.id().toString(), task.version());
    }
  }

  Follower(Multi<OutboundSseEvent> stream) {
    subscription = stream.subscribe().with(events::add);
  }

  /// The id of the event that tells of `task`, which has to be the next one.
  String idOf(Task task) {
    OutboundSseEvent event = next("task");
    Told told = told(event);
    if (!told.equals(Told.of(task))) {
      throw new AssertionError("told of " + told + ", not of " + task);
    }
    return event.getId();
  }

  /// The next so many versions.
  List<Told> next(int count) {
    List<Told> versions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      versions.add(told(next("task")));
    }
    return versions;
  }

  void awaitReset() {
    var _ = next("reset");
  }

  /// The next event but for comments; it has to be of this name.
  private OutboundSseEvent next(String name) {
    try {
      OutboundSseEvent event = events.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      while (event != null && event.getName() == null) {
        event = events.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      }
      if (event == null || !event.getName().equals(name)) {
        throw new AssertionError("must be told a " + name + ", was " + event);
      }
      return event;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static Told told(OutboundSseEvent event) {
    try {
      PublicTask task = Json.MAPPER.readValue((String) event.getData(), PublicTask.class);
      return new Told(task.id().toString(), task.version());
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    subscription.cancel();
  }
}
