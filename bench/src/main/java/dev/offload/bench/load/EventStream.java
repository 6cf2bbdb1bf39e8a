package dev.offload.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CountDownLatch;

/// Reads the live stream of all tasks on its own thread. Each line of data goes to a listener with
/// the moment of its arrival.
public final class EventStream implements AutoCloseable {
  private static final String DATA = "data:";

  /// Takes an event's data and the value of `System.nanoTime()` at its arrival.
  @FunctionalInterface
  public interface Listener {
    void event(String data, long arrived) throws IOException;
  }

  private final HttpClient client;
  private final BufferedReader lines;
  private final CountDownLatch opened = new CountDownLatch(1);
  private final Thread thread;
  private volatile boolean closed;
  private volatile IOException failure;

  private EventStream(HttpClient client, InputStream answer, Listener listener) {
    this.client = client;
    this.lines = new BufferedReader(new InputStreamReader(answer, UTF_8));
    this.thread = Thread.ofPlatform().name("events").daemon().start(() -> read(listener));
  }

  /// Returns when the server has begun to answer. Everything after that is reported.
  public static EventStream open(URI base, String apiKey, Listener listener)
      throws IOException, InterruptedException {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve("/v1/events"))
            .header("Authorization", "Bearer " + apiKey)
            .build();
    InputStream answer = client.send(request, BodyHandlers.ofInputStream()).body();
    EventStream stream = new EventStream(client, answer, listener);
    stream.opened.await();
    return stream;
  }

  /// Throws if reading has ended by itself.
  public void check() throws IOException {
    if (failure != null) {
      throw failure;
    }
  }

  private void read(Listener listener) {
    try {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        long now = System.nanoTime();
        opened.countDown();
        if (line.startsWith(DATA)) {
          listener.event(line.substring(DATA.length()), now);
        }
      }
      throw new IOException("the live stream has ended");
    } catch (IOException e) {
      failure = closed ? null : e;
    } finally {
      opened.countDown();
    }
  }

  @Override
  public void close() {
    closed = true;
    client.shutdownNow();
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
