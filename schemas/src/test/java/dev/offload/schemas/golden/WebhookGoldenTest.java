package dev.offload.schemas.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.notify.EndpointEvent;
import dev.offload.schemas.notify.EndpointId;
import dev.offload.schemas.notify.EventPattern;
import dev.offload.schemas.notify.WebhookEvent;
import dev.offload.schemas.task.Announced;
import dev.offload.schemas.task.Completion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Compares the body of webhooks with what receivers have got so far, as [GoldenTest] does for
/// topics.
class WebhookGoldenTest {
  private static final String SCHEMA = "webhook-event.schema.json";

  static List<Path> files() throws Exception {
    try (Stream<Path> files = Files.list(folder())) {
      return files.sorted().toList();
    }
  }

  @Test
  void bodyIsWrittenAsInItsGolden() throws Exception {
    assertGolden(Samples.WEBHOOK_EVENT, "WebhookEvent.json");
    assertGolden(Samples.GROUP_WEBHOOK_EVENT, "GroupWebhookEvent.json");
  }

  @Test
  void receiversAreNotToldWhoElseIsTold() {
    for (Completion completion : List.of(Samples.COMPLETION, Samples.GROUP_COMPLETION)) {
      assertThat(completion.data().notifications()).isNotEmpty();
      ObjectNode whole = Json.MAPPER.valueToTree(completion.data());
      ObjectNode shown = whole.deepCopy();
      shown.putArray("notify");

      JsonNode told = Json.MAPPER.valueToTree(WebhookEvent.of(completion).data());
      assertThat(told).isEqualTo(shown);
      assertThat(Announced.forOutsiders(whole)).isEqualTo(shown);
    }
  }

  private static void assertGolden(WebhookEvent event, String file) throws Exception {
    String written = Json.MAPPER.valueToTree(event).toPrettyString();

    assertThat(folder().resolve(file)).as("what is written today:%n%s", written).exists();
    assertThat(written).isEqualTo(kept(folder().resolve(file)).toPrettyString());
  }

  @ParameterizedTest
  @MethodSource("files")
  void oldBodiesAreReadAsTheyAreWritten(Path file) throws Exception {
    WebhookEvent event = Json.MAPPER.treeToValue(kept(file), WebhookEvent.class);

    assertThat(Json.MAPPER.treeToValue(Json.MAPPER.valueToTree(event), WebhookEvent.class))
        .isEqualTo(event);
  }

  @ParameterizedTest
  @MethodSource("files")
  void oldBodiesAreReadableAndFitTheSchema(Path file) throws IOException {
    assertThat(Json.MAPPER.treeToValue(kept(file), WebhookEvent.class)).isNotNull();
    assertThat(JsonSchemas.violations(SCHEMA, kept(file))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("files")
  void bodyWithoutItsTaskDoesNotFitTheSchema(Path file) throws IOException {
    ObjectNode incomplete = kept(file).deepCopy();
    ((ObjectNode) incomplete.get("data")).remove("id");

    assertThat(JsonSchemas.violations(SCHEMA, incomplete)).isNotEmpty();
  }

  @Test
  void eventsOfEndpointsFitTheSchema() {
    Instant at = Instant.parse("2026-11-22T10:00:00Z");
    EndpointId id = EndpointId.fresh(at);
    EndpointEvent.Notice test = new EndpointEvent.Notice(id, null, null, null);
    EndpointEvent.Notice failing = new EndpointEvent.Notice(id, "the shop", at, "no answer");

    for (EndpointEvent event :
        List.of(
            new EndpointEvent(EventPattern.TEST, at, test),
            new EndpointEvent(EventPattern.FAILING, at, failing),
            new EndpointEvent(EventPattern.RECOVERED, at, failing),
            new EndpointEvent(EventPattern.DISABLED, at, failing))) {
      assertThat(JsonSchemas.violations(SCHEMA, Json.MAPPER.valueToTree(event))).isEmpty();
    }
  }

  private static JsonNode kept(Path file) throws IOException {
    return Json.MAPPER.readTree(file.toFile());
  }

  private static Path folder() throws Exception {
    return Path.of(WebhookGoldenTest.class.getResource("/golden/webhook/v1").toURI());
  }
}
