package dev.offload.ingest.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.offload.ingest.rig.IngestTest;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.notify.EventPattern;
import dev.offload.schemas.notify.WebhookEvent;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The document has every webhook that is sent, and no other.
@IngestTest
class WebhooksInTheDocumentIT {
  private Document document;

  @BeforeEach
  void readDocument() throws Exception {
    document = Document.served();
  }

  @Test
  void everyEventHasAWebhookThatSaysItsType() {
    // Whoever adds a type adds it to those that can be asked for, too, so they tell of each other.
    List<String> types =
        Stream.concat(
                EventPattern.KNOWN.stream()
                    .filter(one -> !one.endsWith("*") && !one.equals(EventPattern.GROUP_FINISHED)),
                Stream.of(EventPattern.TEST))
            .toList();
    List<String> described = new ArrayList<>();
    document.webhooks().fieldNames().forEachRemaining(described::add);

    assertThat(described).containsExactlyInAnyOrderElementsOf(types);
    for (String type : types) {
      assertThat(body(type).at("/properties/type/enum"))
          .extracting(JsonNode::asText)
          .containsExactly(type);
    }
  }

  @Test
  void bodiesHaveTheMembersOfTheRecord() {
    List<String> members =
        Stream.of(WebhookEvent.class.getRecordComponents()).map(RecordComponent::getName).toList();

    for (Map.Entry<String, JsonNode> webhook : document.webhooks().properties()) {
      List<String> described = new ArrayList<>();
      body(webhook.getKey()).path("properties").fieldNames().forEachRemaining(described::add);

      assertThat(described).as(webhook.getKey()).containsExactlyInAnyOrderElementsOf(members);
    }
  }

  @Test
  void dataIsTheTaskOrTheGroupAsTheApiShowsIt() {
    EventPattern.OF_TASKS.forEach(type -> assertThat(dataOf(type)).endsWith("/PublicTask"));
    EventPattern.OF_RUNS.forEach(type -> assertThat(dataOf(type)).endsWith("/PublicTask"));
    EventPattern.OF_GROUPS.forEach(type -> assertThat(dataOf(type)).endsWith("/PublicGroup"));
  }

  @Test
  void bodyOfATestFitsItsSchemaAndThatOfNoOtherEvent() throws Exception {
    JsonNode sent =
        Json.MAPPER.readTree(
            """
            {"type": "endpoint.test", "timestamp": "2026-11-22T10:00:02Z",
             "data": {"endpoint": "whe_01a202b2-c500-724f-9fac-9950f1a8827c"}}
            """);

    for (Map.Entry<String, JsonNode> webhook : document.webhooks().properties()) {
      assertThat(validator(body(webhook.getKey())).validate(sent).isEmpty())
          .as(webhook.getKey())
          .isEqualTo(webhook.getKey().equals(EventPattern.TEST));
    }
  }

  @Test
  void webhooksNeedNoKey() {
    assertThat(document.webhooks())
        .allSatisfy(
            webhook -> {
              assertThat(webhook.at("/post/security").isArray()).isTrue();
              assertThat(webhook.at("/post/security")).isEmpty();
            });
  }

  private String dataOf(String type) {
    return body(type).at("/properties/data/$ref").asText();
  }

  private JsonNode body(String type) {
    return document.webhooks().path(type).at("/post/requestBody/content/application~1json/schema");
  }

  private Schema validator(JsonNode schema) {
    ObjectNode root = schema.deepCopy();
    root.set("components", document.components());
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(root);
  }
}
