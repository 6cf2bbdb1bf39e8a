package dev.offload.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.notifier.MailPace.Turn;
import dev.offload.schemas.command.Lineage;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.command.Timing;
import dev.offload.schemas.config.Endpoint;
import dev.offload.schemas.config.EndpointTerms;
import dev.offload.schemas.config.LimitScope.OfKey;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.Completion;
import dev.offload.schemas.task.ConcurrencyKey;
import dev.offload.schemas.task.Notify;
import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.RetryPolicy;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.task.Terms;
import dev.offload.schemas.url.OutsideUrl;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeliveriesTest {
  private final Deliveries deliveries = new Deliveries(RetryPolicy.DEFAULT, new Told());

  @Test
  void completionWithoutNotifyEntriesSendsNothing() {
    assertThat(deliveries.of(Completions.of(TaskState.SUCCEEDED), List.of(), Turn.Now::new))
        .isEmpty();
  }

  @Test
  void eachEntryBecomesASystemTaskOfTheSameTenant() {
    Completion completion =
        Completions.of(TaskState.SUCCEEDED, "https://a.example/1", "https://b.example/2");

    List<SubmitTask> tasks = deliveries.of(completion, List.of(), Turn.Now::new);

    assertThat(tasks)
        .hasSize(2)
        .allSatisfy(
            task -> {
              assertThat(task.tenant()).isEqualTo("acme");
              assertThat(task.type()).isEqualTo("webhook");
              assertThat(task.queue()).isEqualTo("webhook");
              assertThat(task.lineage())
                  .isEqualTo(Lineage.sequel(completion.task().orElseThrow().id()));
              assertThat(task.timing()).isEqualTo(Timing.atOnce(completion.time()));
              assertThat(task.terms()).as("nobody is told").isEqualTo(Terms.DEFAULT);
            })
        .extracting(task -> task.input().get("url").textValue())
        .containsExactly("https://a.example/1", "https://b.example/2");
  }

  @Test
  void bodyIsTheTaskInTheFormOfStandardWebhooks() {
    Completion completion = Completions.of(TaskState.FAILED, "https://a.example/1");

    SubmitTask task = deliveries.of(completion, List.of(), Turn.Now::new).getFirst();

    assertThat(task.input().get("event"))
        .isEqualTo(
            Json.MAPPER
                .createObjectNode()
                .put("type", "task.failed")
                .put("timestamp", "2026-11-22T10:00:02Z")
                .set("data", Json.MAPPER.valueToTree(completion.data().forOutsiders())));
  }

  @Test
  void addressBecomesASystemTaskOfTheQueueEmail() {
    Completion completion =
        Completions.of(
            TaskState.FAILED,
            List.of(
                new Notify.Webhook(URI.create("https://a.example/1")),
                new Notify.Email("ada@example.com")));

    List<SubmitTask> tasks = deliveries.of(completion, List.of(), Turn.Now::new);

    assertThat(tasks).extracting(SubmitTask::type).containsExactly("webhook", "email");
    SubmitTask mail = tasks.getLast();
    assertThat(mail.queue()).isEqualTo("email");
    assertThat(mail.lineage()).isEqualTo(Lineage.sequel(completion.task().orElseThrow().id()));
    assertThat(mail.input().at("/notification/to").asText()).isEqualTo("ada@example.com");
    assertThat(mail.input().at("/notification/event"))
        .isEqualTo(tasks.getFirst().input().get("event"));
    assertThat(mail.taskId()).isEqualTo(TaskId.derived("acme", "email", completion.id(), "1"));
  }

  @Test
  void endOfAGroupIsDeliveredLikeThatOfATask() {
    Completion completion =
        Completions.ofGroup(
            List.of(
                new Notify.Webhook(URI.create("https://a.example/1")),
                new Notify.Email("ada@example.com")));

    List<SubmitTask> tasks = deliveries.of(completion, List.of(), Turn.Now::new);

    assertThat(tasks).extracting(SubmitTask::type).containsExactly("webhook", "email");
    assertThat(tasks)
        .allSatisfy(
            task -> {
              assertThat(task.lineage().followsOrNull()).isEqualTo(completion.data().subject());
              assertThat(task.lineage().origin()).isEqualTo(Origin.SYSTEM);
            });
    assertThat(tasks.getFirst().input().get("event"))
        .isEqualTo(
            Json.MAPPER
                .createObjectNode()
                .put("type", "group.succeeded")
                .put("timestamp", "2026-11-22T10:00:02Z")
                .set("data", Json.MAPPER.valueToTree(completion.data().forOutsiders())));
    assertThat(tasks.getLast().input().at("/notification/event"))
        .isEqualTo(tasks.getFirst().input().get("event"));
  }

  @Test
  void mailWaitsForItsTurnAndExpiresIfThatIsTooLate() {
    Completion completion =
        Completions.of(
            TaskState.FAILED,
            List.of(
                new Notify.Email("ada@example.com"),
                new Notify.Webhook(URI.create("https://a.example/1"))));
    Instant turn = completion.time().plusSeconds(60);

    List<SubmitTask> later = deliveries.of(completion, List.of(), () -> new Turn.Later(turn));
    List<SubmitTask> never = deliveries.of(completion, List.of(), () -> new Turn.Never(turn));

    assertThat(later).extracting(task -> task.timing().runAt()).containsExactly(turn, null);
    assertThat(later).extracting(task -> task.timing().expiresAt()).containsExactly(null, null);
    assertThat(never).extracting(task -> task.timing().runAt()).containsExactly(turn, null);
    assertThat(never)
        .extracting(task -> task.timing().expiresAt())
        .containsExactly(completion.time(), null);
  }

  @Test
  void sameCompletionAsksForTheSameTasks() {
    Completion completion =
        Completions.of(TaskState.SUCCEEDED, "https://a.example/1", "https://a.example/1");

    List<SubmitTask> tasks = deliveries.of(completion, List.of(), Turn.Now::new);

    assertThat(tasks).isEqualTo(deliveries.of(completion, List.of(), Turn.Now::new));
    assertThat(tasks).extracting(SubmitTask::taskId).doesNotHaveDuplicates();
    assertThat(tasks.getFirst().taskId())
        .isEqualTo(TaskId.derived("acme", "webhook", completion.id(), "0"));
  }

  @Test
  void interestedEndpointGetsOneDeliveryThatNamesIt() {
    Completion completion = Completions.of(TaskState.FAILED, "https://a.example/1");
    Endpoint endpoint =
        Endpoints.of("acme", Endpoints.to("https://shop.example/", List.of("task.failed")));
    Endpoint other =
        Endpoints.of("acme", Endpoints.to("https://shop.example/", List.of("task.expired")));

    List<SubmitTask> tasks = deliveries.of(completion, List.of(endpoint, other), Turn.Now::new);

    assertThat(tasks).hasSize(2);
    SubmitTask task = tasks.getLast();
    String id = endpoint.id().toString();
    assertThat(task.taskId()).isEqualTo(TaskId.derived("acme", "webhook", completion.id(), id));
    assertThat(task.lineage()).isEqualTo(Lineage.sequel(completion.task().orElseThrow().id()));
    assertThat(task.input())
        .isEqualTo(
            Json.MAPPER
                .createObjectNode()
                .put("endpoint", id)
                .set("event", tasks.getFirst().input().get("event")));
    assertThat(task.terms().tags())
        .containsExactly(id, id + ":task.failed", id + ":" + completion.data().subject());
    assertThat(task.placement().concurrencyKey())
        .as("a limit that is set later holds, too")
        .isEqualTo(endpoint.id().concurrencyKey());
  }

  @Test
  void endOfAGroupIsToldToTheEndpointsThatAskForIt() {
    Completion completion = Completions.ofGroup(List.of());
    Endpoint endpoint =
        Endpoints.of("acme", Endpoints.to("https://shop.example/", List.of("group.*")));
    Endpoint other = Endpoints.of("acme", Endpoints.to("https://shop.example/", List.of("task.*")));

    List<SubmitTask> tasks = deliveries.of(completion, List.of(endpoint, other), Turn.Now::new);

    assertThat(tasks).hasSize(1);
    assertThat(tasks.getFirst().input().get("endpoint").asText())
        .isEqualTo(endpoint.id().toString());
    assertThat(tasks.getFirst().terms().tags())
        .contains(endpoint.id() + ":" + completion.data().subject());
  }

  /// They fail, but their owner sees what was missed and can have it sent again.
  @Test
  void eventsAreCollectedForAWhileIfTheReceiverDisabledTheEndpoint() {
    Completion completion = Completions.of(TaskState.SUCCEEDED);
    Instant end = completion.time();

    for (Endpoint.DisabledBy reason :
        List.of(Endpoint.DisabledBy.GONE, Endpoint.DisabledBy.FAILING)) {
      assertThat(ofDisabled(completion, reason, end.minus(Endpoint.COLLECTING).plusMillis(1)))
          .hasSize(1);
      assertThat(ofDisabled(completion, reason, end.minus(Endpoint.COLLECTING))).isEmpty();
    }
    assertThat(ofDisabled(completion, Endpoint.DisabledBy.OWNER, end.minusSeconds(1))).isEmpty();
  }

  private List<SubmitTask> ofDisabled(
      Completion completion, Endpoint.DisabledBy reason, Instant since) {
    Endpoint endpoint =
        Endpoints.of("acme", Endpoints.to("https://shop.example/", List.of("task.*")));
    Endpoint disabled =
        Endpoints.with(endpoint, endpoint.secrets(), new Endpoint.Disabled(reason, since));
    return deliveries.of(completion, List.of(disabled), Turn.Now::new);
  }

  @Test
  void deliveriesOfALimitedEndpointShareAKeyThatNoClientCanName() {
    Completion completion = Completions.of(TaskState.SUCCEEDED);
    EndpointTerms terms =
        new EndpointTerms(
            OutsideUrl.of("https://shop.example/"),
            List.of("task.*"),
            List.of(),
            null,
            Map.of(),
            null,
            2,
            null,
            null,
            null,
            null,
            false);
    Endpoint endpoint = Endpoints.of("acme", terms);

    String key =
        deliveries
            .of(completion, List.of(endpoint), Turn.Now::new)
            .getFirst()
            .placement()
            .concurrencyKey();

    assertThat(endpoint.limit().orElseThrow().scope()).isEqualTo(new OfKey("acme", key));
    assertThat(ConcurrencyKey.isForClients(key)).isFalse();
  }
}
