package dev.offload.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.offload.e2e.client.OffloadClient;
import dev.offload.e2e.client.Refused;
import dev.offload.e2e.client.SeenTask;
import dev.offload.e2e.process.Home;
import dev.offload.e2e.process.StandaloneProcess;
import dev.offload.e2e.process.WorkerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Why tasks wait, seen over HTTP while it is so and gone when it is over, and series of which the
/// last task runs.
class WaitingIT {
  private static final String QUEUE = "probe";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int FLOOD = 3_000;

  @TempDir Path data;

  private final Home home = Home.here();
  private OffloadClient client;

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void everyReasonToWaitIsShownUntilItIsOver() throws Exception {
    try (var offload = StandaloneProcess.on(home, data, List.of("--queues", "webhook"));
        var known = OffloadClient.of(offload.ready())) {
      client = known;
      String early = submit("");
      waits(client, early, "worker");
      try (var _ = WorkerProcess.serving(home, QUEUE, offload.ready())) {
        runs(client, early);
        pausesAreReasons();
        limitsAreReasons();
        turnIsAReason();
        atOnce(
            this::delayIsAReason,
            this::backOffIsAReason,
            this::lastOfASeriesRuns,
            this::seriesHasAnEnd);
      }
    }
  }

  private void pausesAreReasons() throws Exception {
    client.pause(QUEUE);
    String task = submitUntilOneWaits(client, "", "paused");
    assertThat(waits(client, task, "paused").path("scope").asText()).isEqualTo("queue/" + QUEUE);
    client.resume(QUEUE);
    runs(client, task);

    try (var other = client.ofTenant("paused")) {
      client.send("POST", "/v1/tenants/paused/pause", "");
      String its = submitUntilOneWaits(other, "", "paused");
      assertThat(waits(other, its, "paused").path("scope").asText()).isEqualTo("tenant/paused");
      client.send("POST", "/v1/tenants/paused/resume", "");
      runs(other, its);
    }
  }

  private void limitsAreReasons() throws Exception {
    client.limit("key/relay", 0);
    String held = submitUntilOneWaits(client, "'concurrencyKey': 'relay'", "limit");
    await().until(() -> waits(client, held, "limit").path("of").asInt(-1) == 0);
    client.send("PUT", "/v1/limits/key/relay", "{\"concurrency\": 1}");
    runs(client, held);

    String holder = submit("'concurrencyKey': 'relay', 'input': {'sleep': 'PT1H'}");
    await().until(() -> client.task(holder).state().equals("running"));
    String waiting = submit("'concurrencyKey': 'relay'");
    await()
        .untilAsserted(
            () ->
                assertThat(waits(client, waiting, "limit"))
                    .isEqualTo(
                        json("{'reason': 'limit', 'scope': 'key/relay', 'used': 1, 'of': 1}")));
    client.cancel(holder);
    runs(client, waiting);

    client.limit("queue/" + QUEUE, 0);
    try (var other = client.ofTenant("curious")) {
      String its = submitUntilOneWaits(other, "", "limit");
      assertThat(waits(other, its, "limit"))
          .isEqualTo(json("{'reason': 'limit', 'scope': 'queue/probe'}"));
      assertThat(client.status("DELETE", "/v1/limits/queue/" + QUEUE)).isEqualTo(204);
      runs(other, its);
    }
  }

  private void turnIsAReason() throws Exception {
    String group =
        client
            .submitAll(
                Collections.nCopies(FLOOD, json("{'type': 'probe', 'input': {'sleep': 'PT1H'}}")),
                "new")
            .group();
    String last = submit("'priority': 0");
    await().until(() -> waits(client, last, "turn").path("before").asInt() > 1);
    assertThat(client.get("/v1/queues/" + QUEUE).path("waiting").path("turn").asInt())
        .isGreaterThan(1);
    client.cancelGroup(group);
    runs(client, last);
  }

  /// A part of the test that waits for times of its own.
  private interface Part {
    void run() throws Exception;
  }

  private static void atOnce(Part... parts) throws Exception {
    List<Callable<Void>> running = new ArrayList<>();
    for (Part part : parts) {
      running.add(
          () -> {
            part.run();
            return null;
          });
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Void> part : threads.invokeAll(running)) {
        part.get();
      }
    }
  }

  private void delayIsAReason() throws Exception {
    String delayed = submit("'delay': 'PT20S'");
    SeenTask before = client.task(delayed);
    assertThat(before.json().path("waitingFor"))
        .isEqualTo(
            json(
                "{'reason': 'time', 'until': '%s'}"
                    .formatted(before.json().path("runAt").asText())));
    runs(client, delayed);
  }

  private void backOffIsAReason() throws Exception {
    String retried =
        submit(
            "'input': {'failTimes': 1}, 'retry': {'maxAttempts': 2, 'firstDelay': 'PT20S',"
                + " 'jitter': 'none'}");
    await().until(() -> client.task(retried).state().equals("retrying"));
    assertThat(waits(client, retried, "backoff").path("until").asText()).isNotEmpty();
    runs(client, retried);
  }

  private void lastOfASeriesRuns() throws Exception {
    String debounce = "'tags': ['preview'], 'debounce': {'key': 'preview', 'wait': 'PT20S'}";
    String first = submit(debounce);
    assertThat(waits(client, first, "debounce").path("until").asText()).isNotEmpty();
    String second = submit(debounce);
    String third = submit(debounce);

    SeenTask ran = runs(client, third);

    assertThat(ran.attempts()).isEqualTo(1);
    assertThat(time(ran, "startedAt")).isAfterOrEqualTo(time(ran, "createdAt").plusSeconds(20));
    assertThat(List.of(first, second)).allSatisfy(this::isReplaced);
    assertThat(client.get("/v1/tasks?errorCode=replaced&tag=preview").path("items")).hasSize(2);
  }

  /// One task of the series runs although none of them is left alone for as long as it should wait.
  private void seriesHasAnEnd() throws Exception {
    Duration wait = Duration.ofSeconds(24);
    Duration max = Duration.ofSeconds(25);
    String debounce =
        "'debounce': {'key': 'index', 'wait': '%s', 'max': '%s'}".formatted(wait, max);
    List<String> series = new ArrayList<>();
    SeenTask ran =
        await()
            .pollInterval(Duration.ofMillis(500))
            .until(() -> submitAndFindOneThatRan(series, debounce), Optional::isPresent)
            .orElseThrow();

    assertThat(ran.state()).isEqualTo("succeeded");
    assertThat(time(ran, "startedAt"))
        .isBetween(
            time(client.task(series.getFirst()), "createdAt").plus(max),
            time(ran, "createdAt").plus(wait));
    assertThat(series.subList(0, series.indexOf(ran.id())))
        .isNotEmpty()
        .allSatisfy(this::isReplaced);
  }

  private Optional<SeenTask> submitAndFindOneThatRan(List<String> series, String debounce)
      throws IOException, InterruptedException {
    series.add(submit(debounce));
    for (String id : series) {
      SeenTask task = client.task(id);
      if (task.hasEnded() && task.json().has("startedAt")) {
        return Optional.of(task);
      }
    }
    return Optional.empty();
  }

  private void isReplaced(String id) {
    SeenTask task = await().until(() -> client.task(id), SeenTask::hasEnded);
    assertThat(task.state()).isEqualTo("cancelled");
    assertThat(task.errorCode()).isEqualTo("replaced");
    assertThat(task.json().path("error").path("message").asText()).contains("tsk_");
    assertThat(task.json().has("startedAt")).isFalse();
    assertThat(task.json().has("waitingFor")).isFalse();
  }

  /// What holds tasks back is not known everywhere at once, so the first ones may still run.
  private static String submitUntilOneWaits(OffloadClient client, String members, String reason) {
    List<String> submitted = new ArrayList<>();
    return await()
        .pollInterval(Duration.ofMillis(500))
        .until(
            () -> {
              submitted.add(submit(client, members));
              for (String task : submitted) {
                if (reasonOf(client.task(task)).equals(reason)) {
                  return Optional.of(task);
                }
              }
              return Optional.<String>empty();
            },
            Optional::isPresent)
        .orElseThrow();
  }

  private static String reasonOf(SeenTask task) {
    return task.json().path("waitingFor").path("reason").asText();
  }

  /// Awaits that `task` waits for this reason, and gives it.
  private static JsonNode waits(OffloadClient client, String task, String reason) {
    return await()
        .until(
            () -> client.task(task).json().path("waitingFor"),
            shown -> shown.path("reason").asText().equals(reason));
  }

  /// Awaits that `task` succeeds, and so waits for nothing.
  private static SeenTask runs(OffloadClient client, String task) {
    SeenTask ended = await().until(() -> client.task(task), SeenTask::hasEnded);
    assertThat(ended.state()).isEqualTo("succeeded");
    assertThat(ended.json().has("waitingFor")).isFalse();
    return ended;
  }

  private static Instant time(SeenTask task, String member) {
    return Instant.parse(task.json().path(member).asText());
  }

  /// While a replica does not know yet what has become of a task, it says so, and is asked again.
  private static ConditionFactory await() {
    return Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .ignoreExceptionsMatching(
            failure -> failure instanceof Refused answer && answer.status() == 503);
  }

  private String submit(String members) throws IOException, InterruptedException {
    return submit(client, members);
  }

  private static String submit(OffloadClient client, String members)
      throws IOException, InterruptedException {
    String input = members.contains("'input'") ? "" : "'input': {}";
    String separator = input.isEmpty() || members.isEmpty() ? "" : ", ";
    return client.submit(json("{'type': 'probe', " + input + separator + members + "}")).id();
  }

  private static JsonNode json(String text) throws IOException {
    return JSON.readTree(text.replace('\'', '"'));
  }
}
