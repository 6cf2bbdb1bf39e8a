package dev.offload.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.standardwebhooks.Webhook;
import dev.offload.notifier.MailPace.Turn;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.Answer;
import dev.offload.schemas.task.RetryPolicy;
import dev.offload.schemas.task.TaskError;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.topic.Topics;
import dev.offload.schemas.work.AttemptEvent;
import dev.offload.schemas.work.AttemptFailed;
import dev.offload.schemas.work.AttemptSnoozed;
import dev.offload.schemas.work.AttemptStarted;
import dev.offload.schemas.work.AttemptSucceeded;
import dev.offload.schemas.work.EarlierRuns;
import dev.offload.schemas.work.WorkItem;
import dev.offload.secrets.TenantSecrets;
import dev.offload.testkit.DeadReceivers;
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
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The webhook handler as the worker runs it: work items in, requests and attempt events out.
@QuarkusTest
@QuarkusTestResource(KafkaTestResource.class)
@TestProfile(OneNodeProfile.class)
class WebhookDeliveryIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String GREEDY = "greedy";

  private KafkaProducer<String, byte[]> producer;
  private WebhookSink sink;

  @BeforeEach
  void open() throws IOException {
    producer = KafkaForTests.producer(new StringSerializer(), new ByteArraySerializer());
    sink = WebhookSink.start();
  }

  @AfterEach
  void close() {
    producer.close();
    sink.close();
  }

  @Test
  void deliveryIsSignedWithTheTenantsSecretAndSucceeds() throws Exception {
    SubmitTask delivery = deliveryTo(sink.url("/hook"));

    run(delivery, 1);

    ReceivedRequest request = sink.next(PATIENCE);
    String secret = new TenantSecrets(OneNodeProfile.MASTER_KEY).webhookSecret("acme");
    assertThatCode(() -> new Webhook(secret).verify(request.body(), request.headers()))
        .doesNotThrowAnyException();
    assertThat(request.header("webhook-id")).hasValue(delivery.taskId().toString());
    assertThat(Json.MAPPER.readTree(request.body())).isEqualTo(asRead(delivery).get("event"));
    AttemptSucceeded succeeded = awaitEvent(delivery, 1, AttemptSucceeded.class);
    assertThat(succeeded.result().get("status").intValue()).isEqualTo(204);
    assertThat(succeeded.result().get("durationMs").isIntegralNumber()).isTrue();
  }

  @Test
  void nextAttemptRepeatsIdAndBody() throws Exception {
    sink.willAnswer(SinkAnswer.status(503).withRetryAfter(Duration.ofSeconds(30)));
    SubmitTask delivery = deliveryTo(sink.url("/hook"));

    run(delivery, 1);
    ReceivedRequest first = sink.next(PATIENCE);
    AttemptFailed failed = awaitEvent(delivery, 1, AttemptFailed.class);
    run(delivery, 2);
    ReceivedRequest second = sink.next(PATIENCE);

    assertThat(failed.retryAfter()).hasSeconds(30);
    assertThat(failed.error())
        .isEqualTo(
            new TaskError(
                "refused",
                "the receiver answered 503: only 200 to 299 is success",
                false,
                1,
                Answer.of(503)));
    assertThat(second.header("webhook-id")).isEqualTo(first.header("webhook-id"));
    assertThat(second.body()).isEqualTo(first.body());
  }

  @Test
  void bodyOfAnAnswerIsNotKept() throws Exception {
    sink.willAnswer(SinkAnswer.status(500).withBody("the receiver's secret"));
    SubmitTask delivery = deliveryTo(sink.url("/hook"));

    run(delivery, 1);

    awaitEvent(delivery, 1, AttemptFailed.class);
    assertThat(TopicReader.of(new StringDeserializer()).readValues(Topics.ATTEMPTS.name()))
        .noneMatch(value -> value.contains("the receiver's secret"));
  }

  @Test
  void deliveryToAForbiddenAddressFailsForGood() throws Exception {
    SubmitTask delivery = deliveryTo(URI.create("http://169.254.169.254/latest/meta-data"));

    run(delivery, 1);

    assertThat(awaitEvent(delivery, 1, AttemptFailed.class).error())
        .isEqualTo(
            new TaskError(
                "address-not-allowed",
                "nothing was sent: the URL leads to an address that is not allowed",
                true,
                1));
  }

  @Test
  void deliveryWithAnotherKindOfUrlFailsForGood() throws Exception {
    SubmitTask delivery = deliveryTo(URI.create("mailto:someone@example.com"));

    run(delivery, 1);

    TaskError error = awaitEvent(delivery, 1, AttemptFailed.class).error();
    assertThat(error.code()).isEqualTo("invalid-input");
    assertThat(error.message()).contains("url must begin with http:// or https://");
    assertThat(error.isFinal()).isTrue();
  }

  /// A tenant has a thousand webhooks sent to receivers that take connections and never answer:
  /// silently, in the TLS handshake, or byte by byte. None of them is given up while this runs.
  /// Once it is known that the receivers have no room, a delivery costs one report and no run.
  @Test
  void floodOfDeadReceiversDelaysNobodyElse() throws Exception {
    run(deliveryTo(sink.url("/warm-up")), 1);
    sink.next(PATIENCE);
    Duration quiet = slowest(20);
    try (DeadReceivers dead = DeadReceivers.open(10)) {
      flood(dead, 1000);

      slowest(1);
      int connections = dead.connections();
      Duration beside = slowest(20);

      assertThat(beside).isLessThan(quiet.multipliedBy(5));
      assertThat(connections).isBetween(1, 16);
      await().atMost(PATIENCE).until(() -> count(AttemptSnoozed.class), count -> count > 950);
      long started = count(AttemptStarted.class);
      flood(dead, 200);
      await().atMost(PATIENCE).until(() -> count(AttemptSnoozed.class), count -> count > 1150);
      assertThat(started).isLessThan(200);
      assertThat(count(AttemptStarted.class) - started).isLessThan(20);
    }
  }

  /// `count` deliveries of a tenant of its own, to all receivers in turn.
  private void flood(DeadReceivers dead, int count) {
    List<URI> urls = dead.urls();
    for (int i = 0; i < count; i++) {
      var _ = queue(deliveryTo(urls.get(i % urls.size())), 1, GREEDY); // the flush tells
    }
    producer.flush();
  }

  /// How long the slowest of `count` deliveries takes, made one after the other.
  private Duration slowest(int count) throws Exception {
    Duration slowest = Duration.ZERO;
    for (int i = 0; i < count; i++) {
      long begin = System.nanoTime();
      run(deliveryTo(sink.url("/" + i)), 1);
      sink.next(PATIENCE);
      Duration took = Duration.ofNanos(System.nanoTime() - begin);
      slowest = took.compareTo(slowest) > 0 ? took : slowest;
    }
    return slowest;
  }

  private static long count(Class<? extends AttemptEvent> type) {
    return TopicReader.of(Topics.ATTEMPTS.values().deserializer())
        .readAll(Topics.ATTEMPTS.name())
        .stream()
        .map(ConsumerRecord::value)
        .filter(event -> event.tenant().equals(GREEDY) && type.isInstance(event))
        .count();
  }

  private static SubmitTask deliveryTo(URI url) {
    return new Deliveries(RetryPolicy.DEFAULT, new Told())
        .of(Completions.of(TaskState.SUCCEEDED, url.toString()), List.of(), Turn.Now::new)
        .getFirst();
  }

  private void run(SubmitTask task, int attempt) throws Exception {
    queue(task, attempt, task.tenant()).get();
  }

  private Future<RecordMetadata> queue(SubmitTask task, int attempt, String tenant) {
    WorkItem item =
        new WorkItem(
            task.taskId(),
            tenant,
            task.placement(),
            attempt,
            task.spec().run(),
            EarlierRuns.NONE,
            null,
            null);
    return producer.send(
        Topics.work(task.queue())
            .encoded(task.taskId().toString(), item, OneNodeProfile.PARTITIONS));
  }

  private static JsonNode asRead(SubmitTask task) throws IOException {
    return Json.MAPPER.readTree(Json.MAPPER.writeValueAsBytes(task.input()));
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
