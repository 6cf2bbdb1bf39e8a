package dev.offload.lifecycle.topology;

import static dev.offload.lifecycle.Fixtures.QUEUE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.lifecycle.topology.RefusedRecords.Learners;
import dev.offload.schemas.topic.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.streams.errors.ProductionExceptionHandler.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is learned from what Kafka refuses. The thread dies in any case, and its transaction with
/// it.
class RefusedRecordsTest {
  private static final int USUAL = 100_000;

  private final RecordLimits limits =
      new RecordLimits(USUAL, InstantSource.system(), _ -> new CompletableFuture<>());
  private final QueueTopics queues =
      new QueueTopics(_ -> List.of(), Runnable::run, System::nanoTime);
  private final RefusedRecords refused = new RefusedRecords();

  RefusedRecordsTest() {
    refused.configure(Map.of(RefusedRecords.LEARNERS, new Learners(limits, queues)));
  }

  @ParameterizedTest
  @MethodSource("finalRefusals")
  void queueIsClosedForAWhileIfItsTopicRefuses(ApiException refusal) {
    for (String topic : List.of(Topics.work(QUEUE).name(), Topics.direct("other").name())) {
      refuse(topic, refusal);
    }

    assertThat(queues.closedFor(QUEUE)).contains(Duration.ofMinutes(5));
    assertThat(queues.closedFor("other")).contains(Duration.ofMinutes(5));
    assertThat(queues.closedFor("third")).isEmpty();
    assertThat(queues.closed()).isEqualTo(2);
    assertThat(limits.of(Topics.work(QUEUE).name())).isEqualTo(USUAL);
  }

  @ParameterizedTest
  @MethodSource("finalRefusals")
  void noParkingLoopIfParkedTopicRefuses(ApiException refusal) {
    refuse(Topics.PARKED.name(), refusal);

    assertThat(limits.of(Topics.PARKED.name())).isZero();
    assertThat(queues.closed()).isZero();
  }

  static List<ApiException> finalRefusals() {
    return List.of(
        new TopicAuthorizationException("not you"),
        new PolicyViolationException("not so"),
        new InvalidTimestampException("not then"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"offload.tasks", "offload.completions", "offload.lifecycle-changelog"})
  void refusalOfATopicThatEveryTaskNeedsIsNotRemembered(String topic) {
    refuse(topic, new TopicAuthorizationException("not you"));

    assertThat(queues.closed()).isZero();
    assertThat(limits.of(topic)).isEqualTo(USUAL);
  }

  @Test
  void passingRefusalClosesNothing() {
    for (String topic : List.of(Topics.work(QUEUE).name(), Topics.PARKED.name())) {
      refuse(topic, new NotEnoughReplicasException("one is away"));
      refuse(topic, new IllegalStateException("no refusal of Kafka"));

      assertThat(limits.of(topic)).isEqualTo(USUAL);
    }
    assertThat(queues.closed()).isZero();
  }

  @Test
  void limitThatIsNotKnownIsNotNamed() {
    String topic = Topics.work(QUEUE).name();

    refuse(topic, new RecordTooLargeException("too large"));

    long refused = limits.of(topic) + 1;
    assertThat(limits.tooLarge("it", topic, refused - 1)).isEmpty();
    assertThat(limits.tooLarge("it", topic, 5_000).orElseThrow().message())
        .isEqualTo(
            "it would have 5000 bytes, and Kafka has refused one of %d bytes as too large"
                .formatted(refused));
  }

  @Test
  void limitIsThatOfTheTopicsConfiguration() {
    String topic = Topics.work(QUEUE).name();
    RecordLimits looked =
        new RecordLimits(
            USUAL, InstantSource.system(), _ -> CompletableFuture.completedFuture(1_500L));

    looked.refused(topic, 5_404);

    assertThat(looked.of(topic)).isEqualTo(1_500);
    assertThat(looked.tooLarge("it", topic, 1_500)).isEmpty();
    assertThat(looked.tooLarge("it", topic, 1_501).orElseThrow().message())
        .isEqualTo("it would have 1501 bytes, but a record may have 1500");
  }

  @Test
  void configurationThatContradictsARefusalIsIgnored() {
    String topic = Topics.work(QUEUE).name();
    RecordLimits looked =
        new RecordLimits(
            USUAL, InstantSource.system(), _ -> CompletableFuture.completedFuture(9_000L));

    looked.refused(topic, 5_404);

    assertThat(looked.of(topic)).isEqualTo(5_403);
  }

  @Test
  void refusalOfALargeRecordTellsTheLimitAndClosesNothing() {
    String topic = Topics.work(QUEUE).name();

    refuse(topic, new RecordTooLargeException("too large"));

    assertThat(limits.of(topic)).isBetween(2_000L, 2_200L);
    assertThat(queues.closed()).isZero();
  }

  private void refuse(String topic, Exception refusal) {
    byte[] key = "tsk_1".getBytes(UTF_8);
    var response =
        refused.handleError(null, new ProducerRecord<>(topic, key, new byte[2_000]), refusal);

    assertThat(response.result()).isEqualTo(Result.FAIL);
  }
}
