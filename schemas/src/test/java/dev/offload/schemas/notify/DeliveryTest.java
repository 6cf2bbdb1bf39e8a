package dev.offload.schemas.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.TaskId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeliveryTest {
  @Test
  void urlFollowsTheRuleOfSubmissions() throws JsonProcessingException {
    assertThat(delivery("https://my_shop.example/caf\u00e9"))
        .isInstanceOfSatisfying(
            Delivery.ToUrl.class,
            delivery ->
                assertThat(delivery.url()).hasToString("https://my_shop.example/caf%C3%A9"));
  }

  @Test
  void otherUrlIsRefusedWithoutBeingRepeated() {
    assertThatExceptionOfType(ValueInstantiationException.class)
        .isThrownBy(() -> delivery("https://user:secret@example.com/"))
        .withMessageContaining("url must have no user name or password")
        .satisfies(e -> assertThat(e.getOriginalMessage()).doesNotContain("secret"));
  }

  @Test
  void deliveryGoesToAnEndpointOrToAUrl() throws JsonProcessingException {
    String id = "whe_0199f5ac-1111-7000-8000-000000000004";

    assertThat(read("{\"endpoint\": \"%s\", \"event\": {}}".formatted(id)))
        .isEqualTo(
            new Delivery.ToEndpoint(EndpointId.parse(id), Json.MAPPER.createObjectNode(), null));
    for (String wrong :
        List.of(
            "{\"event\": {}}",
            "{\"endpoint\": \"%s\", \"url\": \"https://a.example\", \"event\": {}}".formatted(id),
            "{\"endpoint\": \"whe_1\", \"event\": {}}",
            "{\"endpoint\": \"%s\"}".formatted(id))) {
      assertThatExceptionOfType(ValueInstantiationException.class).isThrownBy(() -> read(wrong));
    }
  }

  @Test
  void deliveryThatRepeatsAnotherHasItsWebhookId() throws JsonProcessingException {
    EndpointId endpoint = EndpointId.fresh(Instant.EPOCH);
    TaskId original = TaskId.fresh(Instant.EPOCH);
    TaskId again = TaskId.fresh(Instant.EPOCH);
    JsonNode event = Json.MAPPER.createObjectNode();

    assertThat(read(Delivery.inputTo(endpoint, event, original).toString()).webhookId(again))
        .isEqualTo(original);
    assertThat(read(Delivery.inputTo(endpoint, event, null).toString()).webhookId(original))
        .isEqualTo(original);
    assertThat(delivery("https://a.example").webhookId(original)).isEqualTo(original);
  }

  private static Delivery read(String json) throws JsonProcessingException {
    return Json.MAPPER.readValue(json, Delivery.class);
  }

  private static Delivery delivery(String url) throws JsonProcessingException {
    return Json.MAPPER.treeToValue(
        Json.MAPPER.createObjectNode().put("url", url).set("event", Json.MAPPER.createObjectNode()),
        Delivery.class);
  }
}
