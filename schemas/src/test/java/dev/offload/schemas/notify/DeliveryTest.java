package dev.offload.schemas.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import dev.offload.schemas.json.Json;
import org.junit.jupiter.api.Test;

class DeliveryTest {
  @Test
  void urlFollowsTheRuleOfSubmissions() throws JsonProcessingException {
    assertThat(delivery("https://my_shop.example/caf\u00e9").url())
        .hasToString("https://my_shop.example/caf%C3%A9");
  }

  @Test
  void otherUrlIsRefusedWithoutBeingRepeated() {
    assertThatExceptionOfType(ValueInstantiationException.class)
        .isThrownBy(() -> delivery("https://user:secret@example.com/"))
        .withMessageContaining("url must have no user name or password")
        .satisfies(e -> assertThat(e.getOriginalMessage()).doesNotContain("secret"));
  }

  private static Delivery delivery(String url) throws JsonProcessingException {
    return Json.MAPPER.treeToValue(
        Json.MAPPER.createObjectNode().put("url", url).set("event", Json.MAPPER.createObjectNode()),
        Delivery.class);
  }
}
