package dev.offload.cli.listen;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.offload.schemas.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// Follows all tasks and groups of a tenant (`GET /v1/events`), and goes on where it was after a
/// connection was lost. The server does not tell again what has become of groups meanwhile, so
/// those that had not ended are asked for.
///
/// The JDK's newer client has no time limit for silence within an answer, so this uses the older
/// one.
final class TenantEvents {
  private static final Duration CONNECTING = Duration.ofSeconds(10);
  private static final int MOST_GROUPS = 1_000;

  /// As many are asked for one by one. More are looked for in lists first.
  private static final int FEW_GROUPS = 20;

  private static final Set<Integer> NOT_NOW = Set.of(429, 503);
  private static final int GROUPS_OF_A_PAGE = 200;
  private static final int MOST_PAGES = 25;
  private static final Pattern GROUP_ID = Pattern.compile("[A-Za-z0-9_-]{1,100}");

  private final URI server;
  private final String key;
  private final Terms terms;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile HttpURLConnection connection;
  private String lastId = "";

  /// The groups that have not ended when they were last heard of, the latest ones.
  private final SequencedSet<String> openGroups = new LinkedHashSet<>();

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

  /// Takes the events. An event that was taken is not told again.
  interface Listener {
    void connected();

    void task(JsonNode task) throws InterruptedException;

    void group(JsonNode group) throws InterruptedException;

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

  TenantEvents(URI server, String key, Terms terms) {
    this.server = server;
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
    HttpURLConnection opened = open("/v1/events", "text/event-stream");
    if (!lastId.isEmpty()) {
      opened.setRequestProperty("Last-Event-ID", lastId);
    }
    connection = opened;
    try (InputStream answer = answer(opened);
        BufferedReader lines = new BufferedReader(new InputStreamReader(answer, UTF_8))) {
      listener.connected();
      askForGroups(listener);
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

  private void tell(ServerSentEvent event, Listener listener)
      throws IOException, InterruptedException {
    switch (event.name()) {
      case "task" -> listener.task(json(event.data()));
      case "group" -> tellGroup(json(event.data()), listener);
      case "reset" -> listener.missed();
      default -> {
        // A comment, or what a newer server tells besides.
      }
    }
  }

  private void tellGroup(JsonNode group, Listener listener) throws InterruptedException {
    String id = group.path("id").asText();
    openGroups.remove(id);
    if (!group.hasNonNull("finishedAt") && GROUP_ID.matcher(id).matches()) {
      openGroups.add(id);
    }
    if (openGroups.size() > MOST_GROUPS) {
      openGroups.removeFirst();
    }
    listener.group(group);
  }

  /// Tells what has become of the groups that had not ended. A list may lack some, since the server
  /// may be behind with it.
  private void askForGroups(Listener listener) throws IOException, InterruptedException {
    SequencedSet<String> unknown = new LinkedHashSet<>(openGroups);
    Optional<String> page = Optional.of("/v1/groups?limit=" + GROUPS_OF_A_PAGE);
    for (int i = 0; i < MOST_PAGES && page.isPresent() && unknown.size() > FEW_GROUPS; i++) {
      page = tellThoseOf(page.get(), unknown, listener);
    }
    for (String group : unknown) {
      ask(group, listener);
    }
  }

  /// Tells of the groups of a page, and removes them from `unknown`.
  ///
  /// @return the next page, if there is one
  private Optional<String> tellThoseOf(String page, Set<String> unknown, Listener listener)
      throws IOException, InterruptedException {
    JsonNode list = get(page).body();
    for (JsonNode group : list.path("items")) {
      if (unknown.remove(group.path("id").asText())) {
        tellGroup(group, listener);
      }
    }
    return Optional.ofNullable(list.path("nextCursor").textValue())
        .map(
            cursor ->
                "/v1/groups?limit=%d&cursor=%s"
                    .formatted(GROUPS_OF_A_PAGE, URLEncoder.encode(cursor, UTF_8)));
  }

  /// Asks for a group. One that is gone is forgotten.
  private void ask(String group, Listener listener) throws IOException, InterruptedException {
    Got answer = get("/v1/groups/" + group);
    if (answer.status() == 404) {
      openGroups.remove(group);
    } else if (answer.status() == 200) {
      tellGroup(answer.body(), listener);
    }
  }

  /// What the server has answered. The body is missing unless the status is 200. If the
  /// server can't answer now, it is not asked for the rest either: all is tried again after a
  /// pause.
  private record Got(int status, JsonNode body) {}

  /// The connection is used again, since all was read.
  private Got get(String path) throws IOException {
    HttpURLConnection opened = open(path, "application/json");
    int status = opened.getResponseCode();
    if (NOT_NOW.contains(status)) {
      opened.disconnect();
      throw new IOException("the server answered " + status);
    }
    if (status != 200) {
      opened.disconnect();
      return new Got(status, MissingNode.getInstance());
    }
    try (InputStream body = opened.getInputStream()) {
      return new Got(status, json(new String(body.readAllBytes(), UTF_8)));
    }
  }

  private static JsonNode json(String data) throws IOException {
    try {
      return Json.MAPPER.readTree(data);
    } catch (JsonProcessingException e) {
      throw new IOException("the server sent something that is not JSON", e);
    }
  }

  private HttpURLConnection open(String path, String accepted) throws IOException {
    HttpURLConnection fresh = (HttpURLConnection) server.resolve(path).toURL().openConnection();
    fresh.setConnectTimeout((int) CONNECTING.toMillis());
    fresh.setReadTimeout((int) terms.silence().toMillis());
    fresh.setInstanceFollowRedirects(false);
    fresh.setRequestProperty("Accept", accepted);
    fresh.setRequestProperty("Authorization", "Bearer " + key);
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
