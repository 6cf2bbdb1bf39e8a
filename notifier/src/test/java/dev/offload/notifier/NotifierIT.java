package dev.offload.notifier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.offload.kafka.setup.TopicSetup;
import dev.offload.kafka.setup.TopicsConfig;
import dev.offload.notifier.MailPace.Turn;
import dev.offload.schemas.command.Command;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.config.DigestTimes;
import dev.offload.schemas.config.UserPreferences;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.Completion;
import dev.offload.schemas.task.RetryPolicy;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.topic.Envelope;
import dev.offload.schemas.topic.ParkedRecord;
import dev.offload.schemas.topic.Topics;
import dev.offload.schemas.work.Coordination;
import dev.offload.schemas.work.DigestNews;
import dev.offload.testkit.KafkaForTests;
import dev.offload.testkit.KafkaTestResource;
import dev.offload.testkit.TopicReader;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(KafkaTestResource.class)
@TestProfile(OneNodeProfile.class)
class NotifierIT {
  private static final ConditionFactory PATIENTLY = await().atMost(Duration.ofSeconds(60));

  private static final Instant AT = Instant.parse("2026-11-22T10:10:00Z");

  @Inject TopicsConfig topics;

  @TestHTTPResource(value = "/metrics", management = true)
  URL metrics;

  private KafkaProducer<String, byte[]> producer;
  private Admin admin;

  @BeforeEach
  void open() {
    producer = KafkaForTests.producer(new StringSerializer(), new ByteArraySerializer());
    admin = KafkaForTests.admin();
  }

  @AfterEach
  void close() {
    producer.close();
    admin.close();
  }

  @Test
  void completionBecomesOneCommandForEachEntry() throws Exception {
    Completion completion =
        Completions.of(TaskState.SUCCEEDED, "https://a.example/1", "https://b.example/2");

    long next = send(record(completion)) + 1;

    awaitCommitted(partition(completion), next);
    assertThat(commandsOf(completion))
        .extracting(NotifierIT::json)
        .containsExactlyInAnyOrderElementsOf(expected(completion));
    assertThat(commandsOf(completion))
        .allSatisfy(
            command -> {
              assertThat(command.key()).isEqualTo(command.value().key());
              assertThat(command.partition())
                  .isEqualTo(Topics.partition(command.key(), OneNodeProfile.PARTITIONS));
            });
  }

  @Test
  void completionThatIsReadAgainAsksForTheSameTasks() throws Exception {
    Completion completion = Completions.of(TaskState.FAILED, "https://a.example/1");

    send(record(completion));
    long next = send(record(completion)) + 1;

    awaitCommitted(partition(completion), next);
    assertThat(commandsOf(completion))
        .hasSize(2)
        .extracting(NotifierIT::json)
        .containsOnly(expected(completion).getFirst());
  }

  @Test
  void userIsToldAtOnceOrInADigest() throws Exception {
    put(user("ada", null));
    put(user("bea", new DigestTimes.Every(Duration.ofHours(1))));
    Completion ofAda = Completions.ofUser("ada", TaskState.SUCCEEDED, AT);
    Completion ofBea = Completions.ofUser("bea", TaskState.SUCCEEDED, AT);
    Completion ofNobody = Completions.ofUser("nobody", TaskState.SUCCEEDED, AT);

    for (Completion each : List.of(ofAda, ofBea, ofNobody)) {
      awaitCommitted(partition(each), send(record(each)) + 1);
    }

    assertThat(commandsOf(ofAda))
        .singleElement()
        .satisfies(
            command ->
                assertThat(((SubmitTask) command.value()).input().at("/userMail/user").asText())
                    .isEqualTo("ada"));
    assertThat(commandsOf(ofBea)).isEmpty();
    assertThat(commandsOf(ofNobody)).isEmpty();
    assertThat(digestNews())
        .singleElement()
        .satisfies(
            news -> {
              assertThat(news.key()).isEqualTo("digest/acme/bea");
              assertThat(news.partition())
                  .isEqualTo(Topics.partition(news.key(), OneNodeProfile.PARTITIONS));
              assertThat(((DigestNews) news.value()).id()).isEqualTo(ofBea.id());
              assertThat(((DigestNews) news.value()).dueAt())
                  .isEqualTo(AT.truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(1)));
            });
  }

  private static List<ConsumerRecord<String, Coordination>> digestNews() {
    return TopicReader.of(Topics.COORDINATION.values().deserializer())
        .readAll(Topics.COORDINATION.name());
  }

  private static UserPreferences user(String user, DigestTimes digest) {
    return new UserPreferences(
        "acme",
        user,
        user + "@example.com",
        List.of("task.*"),
        digest,
        "Europe/Berlin",
        false,
        null,
        AT,
        AT,
        "r1");
  }

  private void put(UserPreferences preferences) throws Exception {
    send(Topics.CONFIG.encoded(preferences.key(), preferences, OneNodeProfile.PARTITIONS));
  }

  @Test
  void completionIsNotCommittedBeforeItsCommandsAreAcknowledged() throws Exception {
    Completion completion = Completions.of(TaskState.SUCCEEDED, "https://a.example/1");
    int elsewhere = (partition(completion) + 1) % OneNodeProfile.PARTITIONS;

    deleteCommands();
    long offset = send(record(completion));
    String parkedBehind = sendUnreadable(partition(completion));
    awaitParked(parkedBehind);
    sendUnreadable(elsewhere);
    awaitCommitted(elsewhere, end(elsewhere));

    assertThat(committed(partition(completion))).isLessThanOrEqualTo(offset);

    makeCommands();
    awaitCommitted(partition(completion), offset + 2);
    assertThat(commandsOf(completion)).isNotEmpty();
  }

  @Test
  void unreadableCompletionIsParkedWithTheReason() throws Exception {
    String key = sendUnreadable(0);

    ConsumerRecord<String, String> parked = awaitParked(key);

    assertThat(parked.value()).isEqualTo("not a completion");
    assertThat(Envelope.text(parked.headers(), ParkedRecord.TOPIC))
        .isEqualTo("offload.completions");
    assertThat(Envelope.text(parked.headers(), ParkedRecord.BY)).isEqualTo("notifier");
    assertThat(Envelope.text(parked.headers(), ParkedRecord.REASON))
        .isEqualTo("a record of offload.completions is not a completion");
  }

  /// Each of them is parked, and the completion behind them is told of.
  @Test
  void badRecordDoesNotStopTheChannel() throws Exception {
    Completion completion = Completions.of(TaskState.SUCCEEDED, "https://a.example/1");
    List<Long> junk = new ArrayList<>();
    for (ProducerRecord<String, byte[]> each : junk(completion)) {
      junk.add(send(each));
    }

    long next = send(record(completion)) + 1;

    awaitCommitted(partition(completion), next);
    assertThat(commandsOf(completion)).hasSize(1);
    assertThat(parkedOf(partition(completion))).containsAll(junk);
  }

  private static List<ProducerRecord<String, byte[]>> junk(Completion completion) {
    ProducerRecord<String, byte[]> good = record(completion);
    Headers headers = good.headers();
    String deep = "{\"notify\":[{}],\"result\":" + "[".repeat(100_000);
    return List.of(
        like(good, null, new RecordHeaders()),
        like(good, null, headers),
        like(good, good.value(), new RecordHeaders()),
        like(good, "null".getBytes(UTF_8), headers),
        like(good, new byte[0], headers),
        like(good, "{\"notify\":[{}]}".getBytes(UTF_8), headers),
        like(good, "{\"notify\":null}".getBytes(UTF_8), headers),
        like(good, deep.getBytes(UTF_8), headers),
        like(good, good.value(), with(headers, "ce_id", null)),
        like(good, good.value(), with(headers, "ce_type", null)),
        like(good, good.value(), with(headers, "content-type", "application/cloudevents+json")),
        like(good, good.value(), with(headers, "ce_time", "never")),
        new ProducerRecord<>(good.topic(), good.partition(), null, null));
  }

  private static ProducerRecord<String, byte[]> like(
      ProducerRecord<String, byte[]> good, byte[] value, Headers headers) {
    return new ProducerRecord<>(
        good.topic(), good.partition(), "junk", value, new RecordHeaders(headers.toArray()));
  }

  private static Headers with(Headers headers, String name, String text) {
    Headers changed = new RecordHeaders(headers.toArray());
    changed.remove(name);
    return changed.add(name, text == null ? null : text.getBytes(UTF_8));
  }

  /// The offsets of the completions of a partition that were parked.
  private static List<Long> parkedOf(int partition) {
    return TopicReader.of(new StringDeserializer()).readAll(Topics.PARKED.name()).stream()
        .map(ConsumerRecord::headers)
        .filter(
            headers ->
                Integer.toString(partition).equals(Envelope.text(headers, ParkedRecord.PARTITION)))
        .map(headers -> Long.valueOf(Envelope.text(headers, ParkedRecord.OFFSET)))
        .toList();
  }

  @Test
  void metricsExistBeforeTheFirstDelivery() throws Exception {
    HttpRequest request = HttpRequest.newBuilder(metrics.toURI()).build();

    String text = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();

    assertThat(text)
        .contains("offload_notifier_deliveries_total")
        .contains("offload_notifier_parked_total");
  }

  private static List<String> expected(Completion completion) {
    RetryPolicy policy =
        new RetryPolicy(
            OneNodeProfile.ATTEMPTS,
            Duration.ofSeconds(5),
            4,
            Duration.ofHours(8),
            RetryPolicy.Jitter.SLIGHT);
    return new Deliveries(policy, new Told())
        .of(completion, List.of(), Turn.Now::new).stream().map(NotifierIT::json).toList();
  }

  private static ProducerRecord<String, byte[]> record(Completion completion) {
    return Topics.COMPLETIONS.encoded(
        completion.data().subject().toString(), completion, OneNodeProfile.PARTITIONS);
  }

  private static int partition(Completion completion) {
    return record(completion).partition();
  }

  private String sendUnreadable(int partition) throws Exception {
    String key = "unreadable-" + UUID.randomUUID();
    byte[] value = "not a completion".getBytes(UTF_8);
    send(new ProducerRecord<>(Topics.COMPLETIONS.name(), partition, key, value));
    return key;
  }

  private long send(ProducerRecord<String, byte[]> record) throws Exception {
    return producer.send(record).get().offset();
  }

  private static List<ConsumerRecord<String, Command>> commandsOf(Completion completion) {
    return TopicReader.of(Topics.COMMANDS.values().deserializer())
        .readAll(Topics.COMMANDS.name())
        .stream()
        .filter(record -> completion.data().subject().equals(parent(record.value())))
        .toList();
  }

  private static TaskId parent(Command command) {
    return command instanceof SubmitTask submit ? submit.lineage().parentOrNull() : null;
  }

  private static String json(ConsumerRecord<String, Command> record) {
    return json(record.value());
  }

  private static String json(Command command) {
    try {
      return Json.MAPPER.writeValueAsString(command);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static ConsumerRecord<String, String> awaitParked(String key) {
    return PATIENTLY
        .until(
            () ->
                TopicReader.of(new StringDeserializer()).readAll(Topics.PARKED.name()).stream()
                    .filter(record -> key.equals(record.key()))
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  private void awaitCommitted(int partition, long offset) {
    PATIENTLY.untilAsserted(() -> assertThat(committed(partition)).isGreaterThanOrEqualTo(offset));
  }

  private long committed(int partition) throws Exception {
    Map<TopicPartition, OffsetAndMetadata> offsets =
        admin.listConsumerGroupOffsets(Topics.NOTIFIER_GROUP).partitionsToOffsetAndMetadata().get();
    OffsetAndMetadata offset =
        offsets.get(new TopicPartition(Topics.COMPLETIONS.name(), partition));
    return offset == null ? 0 : offset.offset();
  }

  private long end(int partition) throws Exception {
    TopicPartition asked = new TopicPartition(Topics.COMPLETIONS.name(), partition);
    return admin
        .listOffsets(Map.of(asked, OffsetSpec.latest()))
        .partitionResult(asked)
        .get()
        .offset();
  }

  private void deleteCommands() throws Exception {
    admin.deleteTopics(List.of(Topics.COMMANDS.name())).all().get();
    PATIENTLY.until(() -> !commandsAreTaken());
  }

  private void makeCommands() throws InterruptedException {
    new TopicSetup(admin, topics).ensureAll(List.of());
    PATIENTLY.until(NotifierIT::commandsAreTaken);
  }

  private static boolean commandsAreTaken() throws InterruptedException {
    Map<String, Object> briefly = KafkaForTests.connection();
    briefly.put("max.block.ms", 1000);
    briefly.put("delivery.timeout.ms", 1000);
    briefly.put("request.timeout.ms", 500);
    Completion unrelated = Completions.of(TaskState.SUCCEEDED, "https://a.example/1");
    SubmitTask command =
        new Deliveries(RetryPolicy.DEFAULT, new Told())
            .of(unrelated, List.of(), Turn.Now::new)
            .getFirst();
    try (var writer =
        new KafkaProducer<>(briefly, new StringSerializer(), new ByteArraySerializer())) {
      String key = command.taskId().toString();
      writer.send(Topics.COMMANDS.encoded(key, command, OneNodeProfile.PARTITIONS)).get();
      return true;
    } catch (ExecutionException _) {
      return false;
    }
  }
}
