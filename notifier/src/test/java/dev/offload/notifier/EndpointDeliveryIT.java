package dev.offload.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import com.standardwebhooks.Webhook;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.config.ConfigEntry;
import dev.offload.schemas.config.Endpoint;
import dev.offload.schemas.config.EndpointConsent;
import dev.offload.schemas.config.EndpointFailing;
import dev.offload.schemas.config.EndpointGone;
import dev.offload.schemas.config.Limit;
import dev.offload.schemas.config.Rate;
import dev.offload.schemas.task.Completion;
import dev.offload.schemas.task.Progress;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskProgress;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.topic.Topics;
import dev.offload.schemas.work.AttemptEvent;
import dev.offload.schemas.work.AttemptFailed;
import dev.offload.schemas.work.AttemptSnoozed;
import dev.offload.schemas.work.AttemptSucceeded;
import dev.offload.schemas.work.EarlierRuns;
import dev.offload.schemas.work.WorkItem;
import dev.offload.testkit.KafkaForTests;
import dev.offload.testkit.KafkaTestResource;
import dev.offload.testkit.ReceivedRequest;
import dev.offload.testkit.SinkAnswer;
import dev.offload.testkit.TopicReader;
import dev.offload.testkit.WebhookSink;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// From a completion through its delivery task to the receiver of an endpoint. The test stands in
/// for the lifecycle between the two.
@QuarkusTest
@QuarkusTestResource(KafkaTestResource.class)
@TestProfile(OneNodeProfile.class)
class EndpointDeliveryIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<String> ALL = List.of("task.*");

  private final List<Endpoint> made = new ArrayList<>();
  private KafkaProducer<String, byte[]> producer;
  private WebhookSink sink;

  @BeforeEach
  void open() throws IOException {
    producer = KafkaForTests.producer(new StringSerializer(), new ByteArraySerializer());
    sink = WebhookSink.start();
  }

  /// The events of other tests are not for them.
  @AfterEach
  void close() throws Exception {
    for (Endpoint endpoint : made) {
      delete(endpoint);
    }
    producer.close();
    sink.close();
  }

  @Test
  void eventArrivesSignedWithTheEndpointsSecret() throws Exception {
    Endpoint endpoint = put(Endpoints.of("acme", Endpoints.to(url(), ALL)));

    SubmitTask delivery = complete(TaskState.FAILED, endpoint);
    run(delivery, 1);

    ReceivedRequest request = sink.next(PATIENCE);
    assertThatCode(() -> verify(Endpoints.SECRET, request)).doesNotThrowAnyException();
    assertThat(request.header("webhook-id")).hasValue(delivery.taskId().toString());
    assertThat(request.body()).contains("\"type\":\"task.failed\"");
    assertThat(delivery.input().toString()).doesNotContain("whsec_").doesNotContain(url());
    awaitEvent(delivery, 1, AttemptSucceeded.class);
  }

  @Test
  void everyEventAfterTheCreationOfAnEndpointIsDelivered() throws Exception {
    for (int i = 0; i < 20; i++) {
      Endpoint endpoint = put(Endpoints.of("acme", Endpoints.to(url(), ALL)));
      assertThat(complete(TaskState.SUCCEEDED, endpoint)).isNotNull();
      delete(endpoint);
    }
  }

  @Test
  void bothSecretsSignAfterARotation() throws Exception {
    Endpoint endpoint = put(Endpoints.of("acme", Endpoints.to(url(), ALL)));
    SubmitTask delivery = complete(TaskState.SUCCEEDED, endpoint);
    Instant now = Instant.now();
    Endpoint rotated =
        Endpoints.with(
            endpoint,
            endpoint
                .secrets()
                .rotated(
                    Endpoints.ENCRYPTER.encrypt(Endpoints.NEXT_SECRET, endpoint.placeOfSecret()),
                    null,
                    now,
                    now.plusSeconds(3600)),
            null);
    put(rotated);
    barrier();

    run(delivery, 1);

    ReceivedRequest request = sink.next(PATIENCE);
    assertThatCode(() -> verify(Endpoints.SECRET, request)).doesNotThrowAnyException();
    assertThatCode(() -> verify(Endpoints.NEXT_SECRET, request)).doesNotThrowAnyException();
    assertThat(request.header("webhook-signature").orElseThrow().split(" ")).hasSize(2);
  }

  @Test
  void endpointsOfOthersAndOtherEventsGetNothing() throws Exception {
    Endpoint other = put(Endpoints.of("globex", Endpoints.to(url(), ALL)));
    Endpoint failures = put(Endpoints.of("acme", Endpoints.to(url(), List.of("task.failed"))));
    Endpoint tagged = put(Endpoints.of("acme", Endpoints.to(url(), ALL, "b")));
    Endpoint disabled = Endpoints.of("acme", Endpoints.to(url(), ALL));
    put(
        Endpoints.with(
            disabled,
            disabled.secrets(),
            new Endpoint.Disabled(Endpoint.DisabledBy.OWNER, Instant.now())));
    Endpoint all = put(Endpoints.of("acme", Endpoints.to(url(), ALL, "a")));

    SubmitTask delivery = complete(TaskState.SUCCEEDED, all);

    assertThat(deliveriesOf(delivery.lineage().parentOrNull()))
        .flatExtracting(one -> one.terms().tags())
        .contains(all.id().toString())
        .doesNotContain(
            other.id().toString(),
            failures.id().toString(),
            tagged.id().toString(),
            disabled.id().toString());
  }

  @Test
  void goneReceiverDisablesItsEndpoint() throws Exception {
    Endpoint other = put(Endpoints.of("acme", Endpoints.to(url(), List.of("endpoint.disabled"))));
    Endpoint endpoint = put(Endpoints.of("acme", Endpoints.to(url(), ALL)));
    SubmitTask first = complete(TaskState.SUCCEEDED, endpoint);
    SubmitTask second = complete(TaskState.FAILED, endpoint);
    sink.willAnswer(SinkAnswer.status(410));

    run(first, 1);
    assertThat(awaitEvent(first, 1, AttemptFailed.class).error().code()).isEqualTo("gone");
    assertThat(markOf(endpoint))
        .get()
        .extracting(EndpointGone::revision)
        .isEqualTo(endpoint.revision());
    barrier();
    run(second, 1);

    AttemptFailed failed = awaitEvent(second, 1, AttemptFailed.class);
    assertThat(failed.error().code()).isEqualTo("endpoint-disabled");
    assertThat(failed.error().isFinal()).isTrue();
    assertThat(sink.received()).hasSize(1);
    awaitNews(other, "endpoint.disabled");
  }

  /// Five failures open its breaker, and the next one after the pause shows that it fails.
  @Test
  void endpointThatFailsIsMarkedUntilItRecoversAndOthersAreTold() throws Exception {
    Endpoint other = put(Endpoints.of("acme", Endpoints.to(url(), List.of("endpoint.*"))));
    Endpoint endpoint = put(Endpoints.of("acme", Endpoints.to(url(), ALL)));
    SubmitTask delivery = complete(TaskState.SUCCEEDED, endpoint);
    sink.willAnswer(Collections.nCopies(6, SinkAnswer.status(500)).toArray(SinkAnswer[]::new));
    for (int attempt = 1; attempt <= 5; attempt++) {
      run(delivery, attempt);
      awaitEvent(delivery, attempt, AttemptFailed.class);
    }
    assertThat(failing(endpoint)).isEmpty();

    run(delivery, 6);
    awaitEvent(delivery, 6, AttemptFailed.class);

    EndpointFailing mark = failing(endpoint).orElseThrow();
    assertThat(mark.revision()).isEqualTo(endpoint.revision());
    assertThat(mark.error()).contains("500");
    SubmitTask told = awaitNews(other, "endpoint.failing");
    assertThat(told.input().at("/event/data/endpoint").textValue())
        .isEqualTo(endpoint.id().toString());
    assertThat(told.input().at("/event/data/since").textValue()).isEqualTo(mark.since().toString());

    barrier();
    run(delivery, 7);
    awaitEvent(delivery, 7, AttemptSucceeded.class);

    assertThat(failing(endpoint)).isEmpty();
    awaitNews(other, "endpoint.recovered");
  }

  /// The receiver refuses at first, and later wants two a minute.
  @Test
  void nothingIsSentBeforeTheReceiverHasConsentedAndNoMoreThanItWants() throws Exception {
    Endpoint endpoint = put(Endpoints.asking(Endpoints.of("acme", Endpoints.to(url(), ALL))));
    SubmitTask delivery = complete(TaskState.SUCCEEDED, endpoint);
    sink.willAnswer(
        SinkAnswer.status(200),
        SinkAnswer.status(200)
            .withHeader("WebHook-Allowed-Origin", "offload.dev")
            .withHeader("WebHook-Allowed-Rate", "2"));

    run(delivery, 1);
    AttemptFailed refused = awaitEvent(delivery, 1, AttemptFailed.class);
    assertThat(refused.error().code()).isEqualTo("consent-missing");
    assertThat(consent(endpoint).refusal()).contains("WebHook-Allowed-Origin");
    run(delivery, 2);
    awaitEvent(delivery, 2, AttemptSnoozed.class);

    assertThat(consent(endpoint).perMinute()).isEqualTo(2);
    assertThat(lastOf(Limit.key(Endpoint.limitScope("acme", endpoint.id())), Limit.class))
        .get()
        .extracting(limit -> limit.rule().rate())
        .isEqualTo(new Rate(2, Duration.ofMinutes(1), 1));
    assertThat(sink.received())
        .extracting(ReceivedRequest::method)
        .containsExactly("OPTIONS", "OPTIONS");
    assertThat(sink.received().getFirst().header("webhook-request-rate")).hasValue("600");
    run(delivery, 3);
    awaitEvent(delivery, 3, AttemptSucceeded.class);
    ReceivedRequest sent = sink.received().getLast();
    assertThat(sent.method()).isEqualTo("POST");
    assertThat(sent.header("webhook-request-origin")).hasValue("offload.dev");
  }

  private static EndpointConsent consent(Endpoint endpoint) {
    return lastOf(EndpointConsent.key("acme", endpoint.id()), EndpointConsent.class).orElseThrow();
  }

  private static <E extends ConfigEntry> Optional<E> lastOf(String key, Class<E> type) {
    return TopicReader.of(Topics.CONFIG.values().deserializer())
        .readAll(Topics.CONFIG.name())
        .stream()
        .filter(record -> record.key().equals(key))
        .map(ConsumerRecord::value)
        .map(type::cast)
        .reduce((_, last) -> last);
  }

  private static Optional<EndpointFailing> failing(Endpoint endpoint) {
    return TopicReader.of(Topics.CONFIG.values().deserializer())
        .readAll(Topics.CONFIG.name())
        .stream()
        .filter(record -> record.key().equals(EndpointFailing.key("acme", endpoint.id())))
        .map(record -> Optional.ofNullable((EndpointFailing) record.value()))
        .reduce(Optional.empty(), (_, last) -> last);
  }

  private static SubmitTask awaitNews(Endpoint to, String type) {
    return await()
        .atMost(PATIENCE)
        .until(
            () ->
                TopicReader.of(Topics.COMMANDS.values().deserializer())
                    .readAll(Topics.COMMANDS.name())
                    .stream()
                    .map(ConsumerRecord::value)
                    .filter(SubmitTask.class::isInstance)
                    .map(SubmitTask.class::cast)
                    .filter(task -> task.terms().tags().contains(to.id().tag(type)))
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  @Test
  void startAndProgressAreToldToThoseThatAskForThem() throws Exception {
    Endpoint ends = put(Endpoints.of("acme", Endpoints.to(url(), ALL)));
    Endpoint endpoint =
        put(Endpoints.of("acme", Endpoints.to(url(), List.of("task.started", "task.progress"))));
    Task task = Completions.running(Instant.now());
    String key = task.id().toString();
    producer.send(Topics.TASKS.encoded(key, task, OneNodeProfile.PARTITIONS)).get();

    SubmitTask started = awaitNews(endpoint, "task.started");
    assertThat(started.input().at("/event/data/id").textValue()).isEqualTo(key);

    TaskProgress progress =
        new TaskProgress(task.id(), "acme", 1, new Progress(3, 10, null), Instant.now());
    producer.send(Topics.PROGRESS.encoded(key, progress, OneNodeProfile.PARTITIONS)).get();
    SubmitTask told = awaitNews(endpoint, "task.progress");
    assertThat(told.input().at("/event/data/progress/done").intValue()).isEqualTo(3);
    assertThat(deliveriesOf(task.id()))
        .extracting(one -> one.input().path("endpoint").textValue())
        .doesNotContain(ends.id().toString());
  }

  @Test
  void deliveryToADeletedEndpointFailsForGood() throws Exception {
    Endpoint endpoint = put(Endpoints.of("acme", Endpoints.to(url(), ALL)));
    SubmitTask delivery = complete(TaskState.SUCCEEDED, endpoint);
    delete(endpoint);
    barrier();

    run(delivery, 1);

    AttemptFailed failed = awaitEvent(delivery, 1, AttemptFailed.class);
    assertThat(failed.error().code()).isEqualTo("endpoint-deleted");
    assertThat(failed.error().isFinal()).isTrue();
    assertThat(sink.received()).isEmpty();
  }

  @Test
  void noTopicHasASecretInClear() throws Exception {
    Endpoint endpoint = put(Endpoints.of("acme", Endpoints.to(url(), ALL)));
    SubmitTask delivery = complete(TaskState.SUCCEEDED, endpoint);
    run(delivery, 1);
    awaitEvent(delivery, 1, AttemptSucceeded.class);

    String secret = Endpoints.SECRET.substring("whsec_".length());
    for (var topic :
        List.of(Topics.CONFIG, Topics.COMMANDS, Topics.ATTEMPTS, Topics.work("webhook"))) {
      assertThat(TopicReader.of(new StringDeserializer()).readValues(topic.name()))
          .noneMatch(value -> value != null && value.contains(secret));
    }
  }

  private String url() {
    return sink.url("/hook").toString();
  }

  private static void verify(String secret, ReceivedRequest request) throws Exception {
    new Webhook(secret).verify(request.body(), request.headers());
  }

  private Endpoint put(Endpoint endpoint) throws Exception {
    producer.send(Topics.CONFIG.encoded(endpoint.key(), endpoint, OneNodeProfile.PARTITIONS)).get();
    made.add(endpoint);
    return endpoint;
  }

  private void delete(Endpoint endpoint) throws Exception {
    producer.send(Topics.CONFIG.encoded(endpoint.key(), null, OneNodeProfile.PARTITIONS)).get();
  }

  /// Returns when the process knows everything that was put before: an event of a new endpoint is
  /// asked for only then.
  private void barrier() throws Exception {
    Endpoint last = put(Endpoints.of("acme", Endpoints.to(url(), ALL)));
    complete(TaskState.SUCCEEDED, last);
    delete(last);
  }

  /// Has a task end, and waits for the delivery to `endpoint` that is asked for.
  private SubmitTask complete(TaskState state, Endpoint endpoint) throws Exception {
    Completion completion = Completions.of(state);
    String key = completion.data().subject().toString();
    producer.send(Topics.COMPLETIONS.encoded(key, completion, OneNodeProfile.PARTITIONS)).get();
    return await()
        .atMost(PATIENCE)
        .until(
            () ->
                deliveriesOf(completion.data().subject()).stream()
                    .filter(one -> one.terms().tags().contains(endpoint.id().toString()))
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  private static List<SubmitTask> deliveriesOf(Object subject) {
    return TopicReader.of(Topics.COMMANDS.values().deserializer())
        .readAll(Topics.COMMANDS.name())
        .stream()
        .map(ConsumerRecord::value)
        .filter(SubmitTask.class::isInstance)
        .map(SubmitTask.class::cast)
        .filter(submit -> subject.equals(submit.lineage().parentOrNull()))
        .toList();
  }

  private static Optional<EndpointGone> markOf(Endpoint endpoint) {
    return TopicReader.of(Topics.CONFIG.values().deserializer())
        .readAll(Topics.CONFIG.name())
        .stream()
        .filter(record -> record.key().equals(EndpointGone.key("acme", endpoint.id())))
        .map(record -> (EndpointGone) record.value())
        .findFirst();
  }

  private void run(SubmitTask task, int attempt) throws Exception {
    WorkItem item =
        new WorkItem(
            task.taskId(),
            task.tenant(),
            task.placement(),
            attempt,
            task.spec().run(),
            EarlierRuns.NONE,
            null,
            null);
    producer
        .send(
            Topics.work(task.queue())
                .encoded(task.taskId().toString(), item, OneNodeProfile.PARTITIONS))
        .get();
  }

  private static <E extends AttemptEvent> E awaitEvent(
      SubmitTask task, int attempt, Class<E> type) {
    return await()
        .atMost(PATIENCE)
        .until(() -> event(task, attempt, type), Optional::isPresent)
        .orElseThrow();
  }

  private static <E extends AttemptEvent> Optional<E> event(
      SubmitTask task, int attempt, Class<E> type) {
    return TopicReader.of(Topics.ATTEMPTS.values().deserializer())
        .readAll(Topics.ATTEMPTS.name())
        .stream()
        .map(ConsumerRecord::value)
        .filter(event -> event.taskId().equals(task.taskId()) && event.attempt() == attempt)
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst();
  }
}
