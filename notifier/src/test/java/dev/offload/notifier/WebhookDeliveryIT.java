package dev.offload.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.standardwebhooks.Webhook;
import dev.offload.schemas.attempt.AttemptEvent;
import dev.offload.schemas.attempt.AttemptFailed;
import dev.offload.schemas.attempt.AttemptSucceeded;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.secret.TenantSecrets;
import dev.offload.schemas.task.RetryPolicy;
import dev.offload.schemas.task.TaskError;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.topic.Topics;
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
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
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
                "the receiver answered 503, where only 200 to 299 is success",
                false,
                1));
    assertThat(second.header("webhook-id")).isEqualTo(first.header("webhook-id"));
    assertThat(second.body()).isEqualTo(first.body());
  }

  @Test
  void bodyOfAnAnswerIsTakenNowhere() throws Exception {
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
                "nothing was sent: the URL leads to an address in 169.254.0.0/16 (link-local), which is not allowed",
                true,
                1));
  }

  @Test
  void deliveryToNoUrlFailsForGood() throws Exception {
    SubmitTask delivery = deliveryTo(URI.create("mailto:someone@example.com"));

    run(delivery, 1);

    TaskError error = awaitEvent(delivery, 1, AttemptFailed.class).error();
    assertThat(error.code()).isEqualTo("invalid-input");
    assertThat(error.message()).contains("url must be http or https, was mailto");
    assertThat(error.isFinal()).isTrue();
  }

  private static SubmitTask deliveryTo(URI url) {
    return new Deliveries(RetryPolicy.DEFAULT)
        .of(Completions.of(TaskState.SUCCEEDED, url.toString()))
        .getFirst();
  }

  private void run(SubmitTask task, int attempt) throws Exception {
    WorkItem item =
        new WorkItem(
            task.taskId(),
            task.tenant(),
            task.type(),
            task.queue(),
            attempt,
            task.input(),
            null,
            0,
            null,
            null,
            null,
            null);
    producer
        .send(
            Topics.work(task.queue())
                .encoded(task.taskId().toString(), item, OneNodeProfile.PARTITIONS))
        .get();
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
