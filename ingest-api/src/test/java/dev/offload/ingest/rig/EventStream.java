package dev.offload.ingest.rig;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.PublicTask;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A client of Server-Sent Events: reads as fast as they come, and hands them out one by one.
public final class EventStream implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient client = HttpClient.newHttpClient();
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final AtomicInteger comments = new AtomicInteger();
  private final HttpResponse<InputStream> response;
  private volatile String lastId;
  private volatile boolean isOver;

  /// One event as it was sent.
  public record Event(String name, String id, String data) {
    public PublicTask task() {
      try {
        return Json.MAPPER.readValue(data, PublicTask.class);
      } catch (JsonProcessingException e) {
        throw new AssertionError("not a task: " + data, e);
      }
    }
  }

  private EventStream(URI uri, String key, String lastEventId)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).header("Accept", "text/event-stream");
    if (key != null) {
      request.header("Authorization", "Bearer " + key);
    }
    if (lastEventId != null) {
      request.header("Last-Event-ID", lastEventId);
    }
    response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    Thread.ofVirtual().start(this::read);
  }

  /// Returns once the answer has begun.
  ///
  /// @param key a key or a token; null if `uri` has one
  public static EventStream open(URI uri, String key, String lastEventId) {
    try {
      return new EventStream(uri, key, lastEventId);
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  public int status() {
    return response.statusCode();
  }

  public Optional<String> header(String name) {
    return response.headers().firstValue(name);
  }

  public Event next() {
    try {
      Event event = events.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (event == null) {
        throw new AssertionError("no event within " + PATIENCE);
      }
      return event;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /// What a client would resume from; comes with comments too.
  public String lastId() {
    return lastId;
  }

  public boolean isOver() {
    return isOver;
  }

  public boolean hasNext() {
    return !events.isEmpty();
  }

  public int comments() {
    return comments.get();
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      String name = "message";
      String data = null;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.isEmpty()) {
          if (data != null) {
            events.add(new Event(name, lastId, data));
          }
          name = "message";
          data = null;
        } else if (line.startsWith(":")) {
          comments.incrementAndGet();
        } else if (line.startsWith("event:")) {
          name = value(line);
        } else if (line.startsWith("id:")) {
          lastId = value(line);
        } else if (line.startsWith("data:")) {
          data = data == null ? value(line) : data + "\n" + value(line);
        }
      }
    } catch (IOException _) {
      // The stream was cut, from here or from there.
    } finally {
      isOver = true;
    }
  }

  private static String value(String line) {
    return line.substring(line.indexOf(':') + 1).strip();
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
