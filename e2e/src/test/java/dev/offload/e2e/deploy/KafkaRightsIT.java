package dev.offload.e2e.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.offload.e2e.client.OffloadClient;
import dev.offload.e2e.process.Home;
import dev.offload.e2e.process.ServiceProcess;
import dev.offload.testkit.WebhookSink;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The rights that the component kafka-strimzi gives are enough for each service, and not more.
class KafkaRightsIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BROKER = "broker";
  private static final List<String> USERS =
      List.of(
          "offload-ingest-api",
          "offload-lifecycle",
          "offload-notifier",
          "offload-worker-email",
          "offload-worker-image");

  @TempDir Path data;

  private final int port = freePort();

  @Test
  void servicesWorkWithTheirOwnRightsAndCanDoNoMore() throws Exception {
    List<JsonNode> topics =
        Manifests.documents(Manifests.DEPLOY.resolve("k8s/components/kafka-strimzi/topics.yaml"));
    List<JsonNode> users =
        Manifests.documents(Manifests.DEPLOY.resolve("k8s/components/kafka-strimzi/users.yaml"));
    try (var _ =
            ServiceProcess.broker(
                Home.here().withOneCompiler(), data.resolve("kafka"), port, guarded());
        var services = new Services(data, common());
        var sink = WebhookSink.start()) {
      try (Admin admin = Admin.create(loginOf(BROKER))) {
        admin.createAcls(KafkaRights.rights(users)).all().get();
        admin.createTopics(KafkaRights.topics(topics)).all().get();
      }
      services
          .lifecycle(login("lifecycle"))
          .ingestApi(login("ingest-api"))
          .notifier(login("notifier"))
          .worker("image", login("worker-image"))
          .worker("email", login("worker-email"), "-Doffload.email.smtp.host=127.0.0.1");
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> assertThat(services.answering("ready", 200)).isEqualTo(services.names()));

      use(services, sink);

      assertThat(services.all())
          .allSatisfy(
              one ->
                  assertThat(one.output())
                      .as(one.name())
                      .doesNotContainIgnoringCase("authoriz")
                      .doesNotContainIgnoringCase("not authorized"));
    }
  }

  /// A picture by each route, with a webhook; a group, a schedule, a limit, a pause.
  private static void use(Services services, WebhookSink sink) throws Exception {
    try (var client = new OffloadClient(services.get("ingest-api").url(), Services.ADMIN_KEY);
        InputStream photo = KafkaRightsIT.class.getResourceAsStream("/pictures/astronaut.png")) {
      String file = client.upload(photo.readAllBytes(), "image/png");
      JsonNode task =
          JSON.readTree(
              """
              {"type": "image", "notify": [{"webhook": "%s"}],
               "input": {"source": {"file": "%s"},
                         "outputs": [{"name": "small", "resize": {"width": 64}}]}}
              """
                  .formatted(sink.url("/hook"), file));
      client.send("POST", "/v1/webhooks", "{\"url\": \"%s\"}".formatted(sink.url("/all")));
      String direct = client.submit(task).id();
      String decided = client.submit(task, "key-1").id();
      for (String id : List.of(direct, decided)) {
        await().atMost(PATIENCE).until(() -> client.hasEnded(id));
        assertThat(client.task(id).state()).isEqualTo("succeeded");
      }
      Stream.generate(() -> next(sink))
          .limit(4)
          .forEach(one -> assertThat(one).contains("succeeded"));

      client.limit("queue/image", 3);
      client.pause("image");
      client.resume("image");
      client.send(
          "PUT",
          "/v1/schedules/nightly",
          "{\"cron\": \"0 3 * * *\", \"timeZone\": \"UTC\", \"task\": %s}".formatted(task));
      await()
          .atMost(PATIENCE)
          .until(() -> client.get("/v1/schedules").toString().contains("nightly"));
      assertThat(client.queue("image").path("stuck").asBoolean(true)).isFalse();
    }
  }

  private static String next(WebhookSink sink) {
    try {
      return sink.next(PATIENCE).body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Test
  void notifierCannotWriteWhatOnlyTheLifecycleMay() throws Exception {
    List<JsonNode> users =
        Manifests.documents(Manifests.DEPLOY.resolve("k8s/components/kafka-strimzi/users.yaml"));
    List<JsonNode> topics =
        Manifests.documents(Manifests.DEPLOY.resolve("k8s/components/kafka-strimzi/topics.yaml"));
    try (var _ =
            ServiceProcess.broker(
                Home.here().withOneCompiler(), data.resolve("kafka"), port, guarded());
        Admin admin = Admin.create(loginOf(BROKER))) {
      admin.createAcls(KafkaRights.rights(users)).all().get();
      admin.createTopics(KafkaRights.topics(topics)).all().get();

      write("offload-lifecycle", "offload.tasks");
      write("offload-notifier", "offload.commands");
      assertThatThrownBy(() -> write("offload-notifier", "offload.tasks"))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(TopicAuthorizationException.class);
      assertThatThrownBy(() -> write("offload-worker-image", "offload.direct.email"))
          .hasCauseInstanceOf(TopicAuthorizationException.class);
    }
  }

  private void write(String user, String topic) throws Exception {
    try (var producer =
        new KafkaProducer<>(loginOf(user), new StringSerializer(), new StringSerializer())) {
      var _ = producer.send(new ProducerRecord<>(topic, "key", "value")).get();
    }
  }

  /// A node that knows who asks, and allows nobody anything that is not written down.
  private static List<String> guarded() {
    String users =
        Stream.concat(Stream.of(BROKER), USERS.stream())
            .map(user -> "user_%s=\"%s\"".formatted(user, user))
            .collect(Collectors.joining(" "));
    return List.of(
        "listener.security.protocol.map=PLAINTEXT:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT",
        "sasl.enabled.mechanisms=PLAIN",
        "sasl.mechanism.inter.broker.protocol=PLAIN",
        "listener.name.plaintext.plain.sasl.jaas.config=" + plain(BROKER, users),
        "authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer",
        "super.users=User:" + BROKER + ";User:ANONYMOUS");
  }

  private List<String> common() {
    return List.of(
        "-Dkafka.bootstrap.servers=127.0.0.1:" + port,
        "-Dkafka.security.protocol=SASL_PLAINTEXT",
        "-Dkafka.sasl.mechanism=PLAIN",
        "-Doffload.topics.replication-factor=1",
        "-Doffload.topics.min-in-sync-replicas=1");
  }

  private static String login(String service) {
    return "-Dkafka.sasl.jaas.config=" + plain("offload-" + service, "");
  }

  private Map<String, Object> loginOf(String user) {
    Map<String, Object> config = new HashMap<>();
    config.put("bootstrap.servers", "127.0.0.1:" + port);
    config.put("security.protocol", "SASL_PLAINTEXT");
    config.put("sasl.mechanism", "PLAIN");
    config.put("sasl.jaas.config", plain(user, ""));
    return config;
  }

  private static String plain(String user, String more) {
    return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\" password=\"%s\" %s;"
        .formatted(user, user, more);
  }

  private static int freePort() {
    try {
      return ServiceProcess.freePort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
