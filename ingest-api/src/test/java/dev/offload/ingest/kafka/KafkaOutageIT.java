package dev.offload.ingest.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.broker.BrokerSettings;
import dev.offload.broker.EmbeddedKafka;
import dev.offload.ingest.rig.Api;
import dev.offload.ingest.rig.BatchClient;
import dev.offload.ingest.rig.KafkaOfItsOwn;
import dev.offload.ingest.rig.Surroundings;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// The application starts without Kafka, gets it, and loses it.
@QuarkusTest
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@WithTestResource(value = KafkaOfItsOwn.class, scope = TestResourceScope.MATCHING_RESOURCES)
class KafkaOutageIT {

  private static final int CLIENTS = 20;
  private static final String TASK = "{\"type\": \"parcel\", \"input\": {\"to\": \"x\"}}";

  /// For what is not waiting for Kafka, on a busy machine.
  private static final Duration MARGIN = Duration.ofSeconds(5);

  private static EmbeddedKafka kafka;

  BrokerSettings node;

  @TestHTTPResource URI server;

  @ConfigProperty(name = "offload.writing.time-limit", defaultValue = "5s")
  Duration timeLimit;

  @ConfigProperty(name = "offload.writing.delivery-limit", defaultValue = "3500ms")
  Duration deliveryLimit;

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @Test
  @Order(1)
  void replicaThatStartedWithoutKafkaIsReadyOnceItIsThere() throws IOException {
    Api.management("/health/ready").then().statusCode(503);
    Api.management("/health/live").then().statusCode(200);

    kafka = EmbeddedKafka.start(node);

    Api.awaitReadiness();
    submit().then().statusCode(202);
  }

  @Test
  @Order(2)
  void submissionsAreAnsweredInTimeWithoutKafka() throws Exception {
    submit().then().statusCode(202);
    assertThat(deliveryLimit).isLessThan(timeLimit);
    BatchClient batch = BatchClient.open(server, Surroundings.BOOTSTRAP_KEY);
    batch.send(TASK + "\n");
    assertThat(batch.next().path("status").asInt()).isEqualTo(202);

    kafka.close();

    List<Future<Response>> answers = new ArrayList<>();
    try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
      for (int i = 0; i < CLIENTS; i++) {
        answers.add(clients.submit(KafkaOutageIT::submit));
      }
    }
    for (Future<Response> answer : answers) {
      Response response = answer.get();
      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(response.header("Retry-After")).isEqualTo("2");
      assertThat(response.contentType()).isEqualTo("application/problem+json");
      assertThat(response.<String>path("detail")).contains("may have been accepted");
      assertThat(Duration.ofMillis(response.time())).isLessThan(timeLimit.plus(MARGIN));
    }
    batch.send((TASK + "\n").repeat(3));
    batch.end();
    assertThat(batch.rest())
        .hasSize(3)
        .allSatisfy(
            answer -> {
              assertThat(answer.path("status").asInt()).isEqualTo(503);
              assertThat(answer.at("/problem/detail").asText()).contains("may have been accepted");
            });
    batch.close();
    Api.management("/health/ready").then().statusCode(503);
    Api.management("/health/live").then().statusCode(200);
  }

  @Test
  @Order(3)
  void keyIsNotCreatedWithoutKafka() {
    Response answer =
        Api.bootstrap()
            .contentType("application/json")
            .body("{\"name\": \"a\", \"scopes\": [\"read\"]}")
            .post("/v1/keys");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).isNotNull();
    assertThat(answer.<String>path("detail"))
        .isEqualTo("Kafka does not answer: no key was created.");
  }

  private static Response submit() {
    return Api.bootstrap().contentType("application/json").body(TASK).post("/v1/tasks");
  }
}
