package dev.offload.cli.listen;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Follows all tasks of a tenant (`GET /v1/events`), and goes on where it was after a connection
/// was lost.
///
/// The JDK's newer client has no time limit for silence within an answer, so this uses the older
/// one.
final class TaskEvents {
  private static final Duration CONNECTING = Duration.ofSeconds(10);

  private final URI stream;
  private final String key;
  private final Terms terms;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile HttpURLConnection connection;
  private String lastId = "";

  /// How long to wait.
  ///
  /// @param silence how long the server may send nothing; it sends a comment every 15 s
  /// @param firstPause before the second try to connect; each further pause is twice as long
  /// @param longestPause the longest of them
  record Terms(Duration silence, Duration firstPause, Duration longestPause) {
    static final Terms DEFAULT =
        new Terms(Duration.ofSeconds(45), Duration.ofSeconds(1), Duration.ofSeconds(15));

    private Duration pause(int failures) {
      Duration pause = firstPause;
      for (int i = 1; i < failures && pause.compareTo(longestPause) < 0; i++) {
        pause = pause.multipliedBy(2);
      }
      return pause.compareTo(longestPause) < 0 ? pause : longestPause;
    }
  }

  /// Who is told. What he has taken is not told again.
  interface Listener {
    void connected();

    void task(JsonNode task) throws InterruptedException;

    /// Some events can't be told any more: the server did not keep them.
    void missed();

    void lost(String why, Duration nextTryIn);
  }

  /// The server does not want this client. Another try would change nothing.
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  TaskEvents(URI server, String key, Terms terms) {
    this.stream = server.resolve("/v1/events");
    this.key = key;
    this.terms = terms;
  }

  /// Follows until [#stop].
  void follow(Listener listener) throws Refused, InterruptedException {
    int failures = 0;
    while (!isStopped()) {
      String before = lastId;
      try {
        read(listener);
      } catch (IOException e) {
        if (isStopped()) {
          return;
        }
        failures = lastId.equals(before) ? failures + 1 : 1;
        Duration pause = terms.pause(failures);
        listener.lost(reason(e), pause);
        var _ = stopped.await(pause.toNanos(), TimeUnit.NANOSECONDS);
      }
    }
  }

  /// Ends what is under way.
  void stop() {
    stopped.countDown();
    HttpURLConnection open = connection;
    if (open != null) {
      open.disconnect();
    }
  }

  private boolean isStopped() {
    return stopped.getCount() == 0;
  }

  private void read(Listener listener) throws IOException, Refused, InterruptedException {
    HttpURLConnection opened = open();
    connection = opened;
    try (InputStream answer = answer(opened);
        BufferedReader lines = new BufferedReader(new InputStreamReader(answer, UTF_8))) {
      listener.connected();
      EventReader events = new EventReader(lines, lastId);
      for (Optional<ServerSentEvent> next = events.next();
          next.isPresent() && !isStopped();
          next = events.next()) {
        tell(next.get(), listener);
        lastId = next.get().lastId();
      }
    } finally {
      opened.disconnect();
    }
    throw new IOException("the server ended the stream");
  }

  private static void tell(ServerSentEvent event, Listener listener)
      throws IOException, InterruptedException {
    switch (event.name()) {
      case "task" -> listener.task(task(event.data()));
      case "reset" -> listener.missed();
      default -> {
        // A comment, or what a newer server tells besides.
      }
    }
  }

  private static JsonNode task(String data) throws IOException {
    try {
      return Json.MAPPER.readTree(data);
    } catch (JsonProcessingException e) {
      throw new IOException("the server sent an event that is not JSON", e);
    }
  }

  private HttpURLConnection open() throws IOException {
    HttpURLConnection fresh = (HttpURLConnection) stream.toURL().openConnection();
    fresh.setConnectTimeout((int) CONNECTING.toMillis());
    fresh.setReadTimeout((int) terms.silence().toMillis());
    fresh.setInstanceFollowRedirects(false);
    fresh.setRequestProperty("Accept", "text/event-stream");
    fresh.setRequestProperty("Authorization", "Bearer " + key);
    if (!lastId.isEmpty()) {
      fresh.setRequestProperty("Last-Event-ID", lastId);
    }
    return fresh;
  }

  private static InputStream answer(HttpURLConnection opened) throws IOException, Refused {
    int status = opened.getResponseCode();
    if (status == 200) {
      return opened.getInputStream();
    }
    String answer = "the server answered " + status + detail(opened);
    if (status == 429 || status >= 500) {
      throw new IOException(answer);
    }
    throw new Refused(answer);
  }

  /// What a problem says, if the answer is one.
  private static String detail(HttpURLConnection opened) throws IOException {
    try (InputStream body = opened.getErrorStream()) {
      JsonNode problem =
          body == null ? Json.MAPPER.createObjectNode() : Json.MAPPER.readTree(body.readAllBytes());
      String detail = problem.path("detail").asText(problem.path("title").asText(""));
      return detail.isEmpty() ? "" : ": " + detail;
    } catch (JsonProcessingException _) {
      return "";
    }
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
