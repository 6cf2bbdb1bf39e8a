package dev.offload.ingest.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.PublicTask;
import dev.offload.schemas.task.Task;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A client that follows, beside the HTTP between it and the replica.
final class Follower extends OutputStream {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final BlockingQueue<Map<String, String>> events = new LinkedBlockingQueue<>();
  private final StreamSeat seat;

  /// A version of a task, as it was told.
  record Told(String id, long version) {
    static Told of(Task task) {
      return new Told(task.id().toString(), task.version());
    }
  }

  private Follower(StreamSeat seat) {
    this.seat = seat;
  }

  /// Is told on a thread of its own.
  static Follower of(StreamSeat seat, StreamOpener.Telling telling) {
    Follower follower = new Follower(seat);
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                telling.run(new Outlet(follower, seat, false), seat);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
              }
            });
    return follower;
  }

  @Override
  public void write(int one) {
    written.write(one);
  }

  @Override
  public void write(byte[] bytes, int from, int length) {
    written.write(bytes, from, length);
  }

  /// One event is written whole before it is flushed.
  @Override
  public void flush() {
    Map<String, String> event = new TreeMap<>();
    for (String line : written.toString(StandardCharsets.UTF_8).split("\n", -1)) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        event.put(line.substring(0, colon), line.substring(colon + 1));
      }
    }
    written.reset();
    if (event.containsKey("data")) {
      events.add(event);
    }
  }

  /// The id of the event that tells of `task`, which has to be the next one.
  String idOf(Task task) {
    Map<String, String> event = next("task");
    Told told = told(event);
    if (!told.equals(Told.of(task))) {
      throw new AssertionError("told of " + told + ", not of " + task);
    }
    return event.get("id");
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

  /// The next event; it has to be of this name.
  private Map<String, String> next(String name) {
    try {
      Map<String, String> event = events.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (event == null || !name.equals(event.get("event"))) {
        throw new AssertionError("must be told a " + name + ", was " + event);
      }
      return event;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static Told told(Map<String, String> event) {
    try {
      PublicTask task = Json.MAPPER.readValue(event.get("data"), PublicTask.class);
      return new Told(task.id().toString(), task.version());
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    seat.close();
  }
}
