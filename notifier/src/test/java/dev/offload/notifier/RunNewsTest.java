package dev.offload.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.config.Endpoint;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.Attempt;
import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.Progress;
import dev.offload.schemas.task.PublicTask;
import dev.offload.schemas.task.RetryPolicy;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskProgress;
import dev.offload.schemas.task.TaskState;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunNewsTest {
  private static final Instant BEGIN = Instant.parse("2026-11-22T10:00:01Z");

  private final RunNews news = new RunNews(RetryPolicy.DEFAULT, new Told());

  @Test
  void startOfARunIsToldToThoseThatAskForItByName() {
    Task task = Completions.running(BEGIN);
    Endpoint asks = endpoint("task.started");
    Endpoint ends = endpoint("task.*");

    List<SubmitTask> told = news.of(task, List.of(asks, ends));

    assertThat(told).hasSize(1);
    SubmitTask delivery = told.getFirst();
    assertThat(delivery.input().path("endpoint").textValue()).isEqualTo(asks.id().toString());
    assertThat(delivery.input().at("/event/type").textValue()).isEqualTo("task.started");
    assertThat(delivery.input().at("/event/timestamp").textValue()).isEqualTo(BEGIN.toString());
    assertThat(delivery.input().at("/event/data"))
        .isEqualTo(Json.MAPPER.valueToTree(PublicTask.of(task, null)));
    assertThat(delivery.terms().retry()).isEqualTo(RetryPolicy.DEFAULT);
  }

  @Test
  void sameRunIsTheSameDeliveryAndAnotherRunIsAnother() {
    List<Endpoint> endpoints = List.of(endpoint("task.started"));
    Task task = Completions.running(BEGIN);

    assertThat(news.of(task, endpoints)).isEqualTo(news.of(task, endpoints));
    assertThat(news.of(task, endpoints).getFirst().taskId())
        .isNotEqualTo(
            news.of(Completions.with(task, attempt(BEGIN.plusSeconds(9), null)), endpoints)
                .getFirst()
                .taskId());
  }

  @Test
  void retryIsToldWithTheTask() {
    Task task = Completions.in(TaskState.RETRYING, attempt(BEGIN, Attempt.Outcome.FAILED));

    List<SubmitTask> told = news.of(task, List.of(endpoint("task.retrying")));

    assertThat(told).hasSize(1);
    assertThat(told.getFirst().input().at("/event/data/state").textValue()).isEqualTo("retrying");
    Task snoozed = Completions.in(TaskState.RETRYING, attempt(BEGIN, Attempt.Outcome.SNOOZED));
    assertThat(news.of(snoozed, List.of(endpoint("task.retrying")))).isEmpty();
  }

  @Test
  void progressIsToldOncePerSecondWhileTheTaskRuns() {
    List<Endpoint> endpoints = List.of(endpoint("task.progress"));
    Task task = Completions.running(BEGIN);
    assertThat(news.of(progress(task, BEGIN), endpoints)).as("not known to run").isEmpty();
    news.of(task, endpoints);

    List<SubmitTask> first = news.of(progress(task, BEGIN), endpoints);
    List<SubmitTask> sameSecond = news.of(progress(task, BEGIN.plusMillis(900)), endpoints);
    List<SubmitTask> next = news.of(progress(task, BEGIN.plusMillis(1000)), endpoints);

    assertThat(first).hasSize(1);
    assertThat(first.getFirst().input().at("/event/data/progress/done").longValue()).isEqualTo(3);
    assertThat(first.getFirst().terms().retry().maxAttempts()).isEqualTo(1);
    assertThat(first.getFirst().timing().expiresAt()).isEqualTo(BEGIN.plusSeconds(60));
    assertThat(sameSecond.getFirst().taskId()).isEqualTo(first.getFirst().taskId());
    assertThat(next.getFirst().taskId()).isNotEqualTo(first.getFirst().taskId());

    news.of(Completions.in(task, TaskState.SUCCEEDED), endpoints);
    assertThat(news.of(progress(task, BEGIN.plusSeconds(5)), endpoints)).isEmpty();
  }

  @Test
  void endpointGetsNoEventsFromBeforeItsCreation() {
    Task task = Completions.running(Endpoints.CREATED.minusMillis(1));

    assertThat(news.of(task, List.of(endpoint("task.started")))).isEmpty();
  }

  @Test
  void endsAndSystemTasksAreNotRunNews() {
    List<Endpoint> endpoints = List.of(endpoint("task.started"), endpoint("task.*"));

    assertThat(news.of(Completions.in(Completions.running(BEGIN), TaskState.FAILED), endpoints))
        .isEmpty();
    assertThat(news.of(Completions.of(Completions.running(BEGIN), Origin.SYSTEM), endpoints))
        .isEmpty();
  }

  private static TaskProgress progress(Task task, Instant at) {
    return new TaskProgress(task.id(), task.tenant(), 1, new Progress(3, 10, null), at);
  }

  private static Attempt attempt(Instant started, Attempt.Outcome outcome) {
    return new Attempt(
        1, "worker-1", started, outcome == null ? null : started.plusSeconds(1), outcome, null);
  }

  private static Endpoint endpoint(String event) {
    return Endpoints.of("acme", Endpoints.to("https://shop.example/", List.of(event)));
  }
}
