package dev.offload.ingest.submit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import dev.offload.ingest.rig.Api;
import dev.offload.ingest.rig.IngestTest;
import dev.offload.ingest.rig.Log;
import dev.offload.ingest.rig.Surroundings;
import dev.offload.schemas.command.Command;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.task.Notify;
import dev.offload.schemas.task.Placement;
import dev.offload.schemas.topic.Envelope;
import dev.offload.schemas.topic.Topics;
import io.restassured.response.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@IngestTest
class SubmitIT {

  @BeforeEach
  void awaitReadiness() {
    Api.awaitReadiness();
  }

  @Test
  void acceptedTaskIsInTheLogWhenItsAnswerArrives() {
    Response answer =
        submit(
            """
            {"type": "parcel", "input": {"to": "Zürich", "weight": 2.5}, "tags": ["a", "b"],
             "priority": 7, "concurrencyKey": "truck:*7", "weight": 2, "user": "ü/42 *", "retry": {"maxAttempts": 5, "firstDelay": "PT1S"},
             "notify": [{"webhook": "https://my_shop.München.example/café?x=1"}]}
            """);

    answer.then().statusCode(202).body("state", equalTo("queued")).body("type", equalTo("parcel"));
    answer.then().body("priority", equalTo(7));
    answer.then().body("concurrencyKey", equalTo("truck:*7")).body("weight", equalTo(2));
    answer.then().body("user", equalTo("ü/42 *"));
    String id = answer.path("id");
    assertThat(answer.header("Location")).isEqualTo("/v1/tasks/" + id);
    var records = Log.of(Topics.COMMANDS, id);
    assertThat(records).hasSize(1);
    ConsumerRecord<String, Command> record = records.getFirst();
    assertThat(record.partition()).isEqualTo(Topics.partition(id, 3));
    assertThat(Envelope.text(record.headers(), Envelope.TENANT)).isEqualTo(Surroundings.TENANT);
    assertThat(record.value())
        .isInstanceOfSatisfying(
            SubmitTask.class,
            task -> {
              assertThat(task.input().get("to").textValue()).isEqualTo("Zürich");
              assertThat(task.terms().tags()).containsExactly("a", "b");
              assertThat(task.terms().user()).isEqualTo("ü/42 *");
              assertThat(task.terms().retry().maxAttempts()).isEqualTo(5);
              assertThat(task.terms().notifications())
                  .containsExactly(
                      new Notify.Webhook(
                          URI.create("https://my_shop.xn--mnchen-3ya.example/caf%C3%A9?x=1")));
              assertThat(task.placement())
                  .isEqualTo(new Placement("parcel", "parcel", 7, "truck:*7", 2));
              assertThat(task.bodyHash()).isNull();
            });
  }

  @Test
  void taskWithoutRetryHasThePolicyOfItsType() {
    Response answer =
        submit(
            """
            {"type": "courier", "input": {"to": "Bern"}, "retry": {"maxAttempts": 2}}
            """);

    answer
        .then()
        .statusCode(202)
        .body("retry.maxAttempts", equalTo(2))
        .body("retry.firstDelay", equalTo("PT5S"))
        .body("retry.jitter", equalTo("none"))
        .body("retry.finalErrors", contains("lost", "http-4*"));
  }

  @Test
  void compressedTaskIsTheTaskInIt() throws IOException {
    byte[] json =
        "{\"type\": \"parcel\", \"input\": {\"to\": \"Zürich\", \"weight\": 2.50}}".getBytes(UTF_8);

    Response answer =
        Api.bootstrap()
            .contentType("application/json")
            .header("Content-Encoding", "gzip")
            .body(gzipped(json))
            .post("/v1/tasks");

    answer.then().statusCode(202);
    assertThat(Log.of(Topics.COMMANDS, answer.path("id")))
        .extracting(ConsumerRecord::value)
        .singleElement()
        .isInstanceOfSatisfying(
            SubmitTask.class,
            task -> assertThat(task.input()).hasToString("{\"to\":\"Zürich\",\"weight\":2.50}"));
  }

  private static byte[] gzipped(byte[] bytes) throws IOException {
    ByteArrayOutputStream gzipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(gzipped)) {
      out.write(bytes);
    }
    return gzipped.toByteArray();
  }

  private static Response submit(String body) {
    return Api.bootstrap().contentType("application/json").body(body).post("/v1/tasks");
  }
}
