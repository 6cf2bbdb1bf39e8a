package dev.offload.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.notifier.MailPace.Turn;
import dev.offload.schemas.command.Lineage;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.config.Endpoint;
import dev.offload.schemas.task.Completion;
import dev.offload.schemas.task.PublicTask;
import dev.offload.schemas.task.RetryPolicy;
import dev.offload.schemas.task.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What an ordered endpoint is told of a task.
class InOrderTest {
  private final TaskOfTales task = new TaskOfTales();
  private final Endpoint endpoint = ordered("task.started", "task.retrying", "task.*");

  @Test
  void eachEventWaitsForTheOneBeforeIt() {
    List<SubmitTask> told = endOf(task.start().retry().start().end(TaskState.FAILED), endpoint);

    assertThat(types(told))
        .containsExactly("task.started", "task.retrying", "task.started", "task.failed");
    assertThat(told.getFirst().lineage()).isEqualTo(Lineage.sequel(task.shown().id()));
    for (int i = 1; i < told.size(); i++) {
      assertThat(told.get(i).lineage()).isEqualTo(after(told.get(i - 1)));
    }
  }

  @Test
  void bothReadersTellTheSameDeliveries() {
    RunNews runs = new RunNews(RetryPolicy.DEFAULT, new Told());
    SubmitTask started = runs.of(task.start().task(), List.of(endpoint)).getFirst();
    List<SubmitTask> retried = runs.of(task.retry().task(), List.of(endpoint));

    List<SubmitTask> ended = endOf(task.end(TaskState.CANCELLED), endpoint);

    assertThat(types(ended)).containsExactly("task.started", "task.retrying", "task.cancelled");
    assertThat(ended.getFirst().taskId()).isEqualTo(started.taskId());
    assertThat(retried.getLast().taskId()).isEqualTo(ended.get(1).taskId());
    assertThat(retried.getLast().lineage()).isEqualTo(ended.get(1).lineage());
  }

  @Test
  void eventThatWasToldIsNotToldAgainButStillWaitedFor() {
    Told told = new Told();
    RunNews runs = new RunNews(RetryPolicy.DEFAULT, told);
    SubmitTask started = runs.of(task.start().task(), List.of(endpoint)).getFirst();
    told.add(started.taskId());

    List<SubmitTask> retried = runs.of(task.retry().task(), List.of(endpoint));

    assertThat(types(retried)).containsExactly("task.retrying");
    assertThat(retried.getFirst().lineage()).isEqualTo(after(started));
  }

  @Test
  void eventThatTheEndpointDoesNotWantIsNotWaitedFor() {
    List<SubmitTask> told =
        endOf(task.start().retry().start().end(TaskState.SUCCEEDED), ordered("task.succeeded"));

    assertThat(types(told)).containsExactly("task.succeeded");
    assertThat(told.getFirst().lineage()).isEqualTo(Lineage.sequel(task.shown().id()));
    assertThat(endOf(task, ordered("task.started", "task.failed"))).isEmpty();
  }

  @Test
  void endWaitsForTheOneBeforeTheTaskRanAgain() {
    SubmitTask failed = endOf(task.start().end(TaskState.FAILED), endpoint).getLast();

    List<SubmitTask> told = endOf(task.replay().start().end(TaskState.SUCCEEDED), endpoint);

    assertThat(types(told)).containsExactly("task.started", "task.started", "task.succeeded");
    assertThat(told.get(1).lineage()).isEqualTo(after(failed));
  }

  @Test
  void endThatTheEndpointDoesNotWantBreaksNoOrder() {
    Endpoint starts = ordered("task.started", "task.succeeded");
    task.start().end(TaskState.FAILED).replay().end(TaskState.CANCELLED).replay();

    List<SubmitTask> told = endOf(task.start().end(TaskState.SUCCEEDED), starts);

    assertThat(types(told)).containsExactly("task.started", "task.started", "task.succeeded");
    assertThat(told.get(1).lineage()).isEqualTo(after(told.getFirst()));
  }

  @Test
  void endpointThatWantsOnlyEndsGetsThemInOrder() {
    Endpoint ends = ordered("task.*");
    SubmitTask failed = endOf(task.start().end(TaskState.FAILED), ends).getLast();

    SubmitTask told = endOf(task.replay().start().end(TaskState.SUCCEEDED), ends).getLast();

    assertThat(told.lineage()).isEqualTo(after(failed));
  }

  @Test
  void eventFromBeforeTheOrderIsNeitherToldNorWaitedFor() {
    task.start();
    Instant began = task.task().attempts().getFirst().started().plusMillis(1);

    List<SubmitTask> told =
        endOf(task.end(TaskState.SUCCEEDED), Endpoints.ordered(endpoint, began));

    assertThat(types(told)).containsExactly("task.succeeded");
    assertThat(told.getFirst().lineage()).isEqualTo(Lineage.sequel(task.shown().id()));
  }

  /// Its own reader may have stood still all the time. If its delivery is long over, the lifecycle
  /// says so.
  @Test
  void oldEventIsWaitedForButNotToldAgain() {
    SubmitTask started =
        new RunNews(RetryPolicy.DEFAULT, new Told())
            .of(task.start().task(), List.of(endpoint))
            .getFirst();

    List<SubmitTask> told = endOf(task.pass(Duration.ofDays(4)).end(TaskState.SUCCEEDED), endpoint);

    assertThat(types(told)).containsExactly("task.succeeded");
    assertThat(told.getFirst().lineage()).isEqualTo(after(started));
  }

  /// Its ends are kept to be sent later.
  @Test
  void endpointThatItsReceiverDisabledIsToldOfEndsOnly() {
    Endpoint disabled =
        Endpoints.with(
            endpoint,
            endpoint.secrets(),
            new Endpoint.Disabled(Endpoint.DisabledBy.FAILING, Endpoints.CREATED));

    assertThat(types(endOf(task.start().end(TaskState.SUCCEEDED), disabled)))
        .containsExactly("task.succeeded");
  }

  /// The lineage of what waits for the delivery `before`, which tells of what was when it was made.
  private Lineage after(SubmitTask before) {
    return Lineage.inTurn(task.shown().id(), before.taskId(), before.timing().createdAt());
  }

  private static List<SubmitTask> endOf(TaskOfTales ended, Endpoint endpoint) {
    PublicTask task = ended.shown();
    Completion completion =
        new Completion(
            Completion.idOf(task.id(), task.version()),
            Completion.source("test"),
            task.finishedAt(),
            "acme",
            task);
    return new Deliveries(RetryPolicy.DEFAULT, new Told())
        .of(completion, List.of(endpoint), Turn.Now::new);
  }

  private static List<String> types(List<SubmitTask> told) {
    return told.stream().map(one -> one.input().at("/event/type").textValue()).toList();
  }

  private static Endpoint ordered(String... events) {
    return Endpoints.ordered(
        Endpoints.of("acme", Endpoints.to("https://shop.example/", List.of(events))),
        Endpoints.CREATED);
  }
}
