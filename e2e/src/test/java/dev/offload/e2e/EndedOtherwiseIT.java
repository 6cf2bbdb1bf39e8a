package dev.offload.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.offload.e2e.client.OffloadClient;
import dev.offload.e2e.client.Refused;
import dev.offload.e2e.client.SeenTask;
import dev.offload.e2e.process.Home;
import dev.offload.e2e.process.StandaloneProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Tasks that their handler does not end: they are cancelled, expire or run into their
/// timeout.
class EndedOtherwiseIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String QUEUE = "probe";

  @TempDir Path data;

  private final Home home = Home.here();

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void tasksAreCancelledInAnyStateAndExpiredTasksRunAgain() throws Exception {
    try (var offload = StandaloneProcess.on(home, data, List.of());
        var client = OffloadClient.of(offload.ready())) {
      // Given
      String scheduled = submit(client, "'input': {}, 'delay': 'PT1H'");
      String retrying = submit(client, "'input': {'failTimes': 9}, " + retryAfter("PT1H"));
      String running = submit(client, "'input': {'sleep': 'PT1H'}");
      await(client, scheduled, "scheduled");
      await(client, retrying, "retrying");
      await(client, running, "running");

      // When
      for (String task : List.of(scheduled, retrying, running)) {
        client.cancel(task);
      }

      // Then
      for (String task : List.of(scheduled, retrying, running)) {
        await(client, task, "cancelled");
        assertThatThrownBy(() -> client.cancel(task))
            .isInstanceOf(Refused.class)
            .hasMessageContaining("409");
      }
      client.pause(QUEUE);
    }

    String queued;
    String expired;
    try (var offload = StandaloneProcess.on(home, data, List.of());
        var client = OffloadClient.of(offload.ready())) {
      // Given
      queued = submit(client, "'input': {'sleep': 'PT1H'}");
      await(client, queued, "queued");
      expired =
          submit(client, "'input': {}, 'expiresAt': '%s'".formatted(Instant.now().plusSeconds(20)));
      await(client, expired, "expired");

      // When
      client.cancel(queued);
      client.retry(expired);

      // Then
      await(client, queued, "cancelled");
      await(client, expired, "queued");
      offload.kill();
    }

    try (var offload = StandaloneProcess.on(home, data, List.of());
        var client = OffloadClient.of(offload.ready())) {
      // When
      client.resume(QUEUE);

      // Then
      SeenTask cancelled = await(client, queued, "cancelled");
      assertThat(cancelled.json().hasNonNull("startedAt")).isFalse();
      SeenTask ranAgain = await(client, expired, "succeeded");
      assertThat(ranAgain.json().at("/attempts/0/number").asInt()).isEqualTo(2);
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void tasksExpireAndTimeOut() throws Exception {
    try (var offload = StandaloneProcess.ephemeral(home);
        var client = OffloadClient.of(offload.ready())) {
      // Given
      String ignoring =
          submit(
              client,
              "'input': {'sleep': 'PT14S', 'ignoreCancel': true}, 'timeout': 'PT0.5S', "
                  + "'retry': {'maxAttempts': 1}");
      String after = submit(client, "'input': {'sleep': 'PT16S'}");
      String heeding =
          submit(
              client,
              "'input': {'sleep': 'PT1H'}, 'timeout': 'PT0.5S', 'retry': {'maxAttempts': 1}");
      String expiring =
          submit(
              client,
              "'input': {'failTimes': 9}, 'expiresAt': '%s', %s"
                  .formatted(Instant.now().plusSeconds(60), retryAfter("PT1H")));

      // Then
      assertThat(await(client, heeding, "failed").errorCode()).isEqualTo("timeout");
      assertThat(await(client, ignoring, "failed").errorCode()).isEqualTo("timeout");
      await(client, after, "succeeded");
      SeenTask afterItsLateResult = client.task(ignoring);
      assertThat(afterItsLateResult.state()).isEqualTo("failed");
      assertThat(afterItsLateResult.attempts()).isEqualTo(1);
      assertThat(await(client, expiring, "expired").attempts()).isEqualTo(1);
    }
  }

  private static String retryAfter(String delay) {
    return "'retry': {'maxAttempts': 9, 'firstDelay': '%s', 'maxDelay': '%s', 'jitter': 'none'}"
        .formatted(delay, delay);
  }

  private static String submit(OffloadClient client, String members)
      throws IOException, InterruptedException {
    String json = "{'type': 'probe', %s}".formatted(members).replace('\'', '"');
    JsonNode task = new ObjectMapper().readTree(json);
    return client.submit(task).id();
  }

  private static SeenTask await(OffloadClient client, String id, String state) {
    return Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> client.task(id), task -> task.state().equals(state));
  }
}
