package dev.offload.schemas.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.offload.schemas.Require;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FlatRecordsTest {
  record Address(String town, @JsonProperty("zip") String code) {
    Address {
      Require.present(town, "town");
    }
  }

  record Person(String name, int age, @JsonUnwrapped Address home) {}

  @JsonPropertyOrder({"id", "at"})
  record Parcel(@JsonUnwrapped Person receiver, String id, JsonNode content, Instant at) {}

  private static final String WHOLE =
      "{\"id\":\"p1\",\"at\":\"2026-11-22T12:00:00Z\",\"name\":\"Ada\",\"age\":36,"
          + "\"town\":\"Bern\",\"zip\":\"3000\",\"content\":{\"price\":1.50}}";

  @Test
  void membersOfPartsAreWrittenInOrder() throws JsonProcessingException {
    Parcel parcel =
        new Parcel(
            new Person("Ada", 36, new Address("Bern", "3000")),
            "p1",
            Json.MAPPER.readTree("{\"price\":1.50}"),
            Instant.parse("2026-11-22T12:00:00Z"));

    assertThat(Json.MAPPER.writeValueAsString(parcel)).isEqualTo(WHOLE);
    assertThat(read(WHOLE)).isEqualTo(parcel);
  }

  @Test
  void anyOrderIsRead() throws JsonProcessingException {
    assertThat(read("{\"zip\":\"3000\",\"id\":\"p1\",\"town\":\"Bern\",\"age\":36}"))
        .isEqualTo(new Parcel(new Person(null, 36, new Address("Bern", "3000")), "p1", null, null));
  }

  @Test
  void absentMembersMeanTheSameAsInOtherRecords() throws JsonProcessingException {
    assertThat(read("{\"town\":\"Bern\"}"))
        .isEqualTo(new Parcel(new Person(null, 0, new Address("Bern", null)), null, null, null));
  }

  @Test
  void brokenRuleOfAPartIsReported() {
    assertThatThrownBy(() -> read("{\"id\":\"p1\"}"))
        .isInstanceOf(JsonMappingException.class)
        .hasMessageContaining("town must be present");
  }

  @Test
  void memberThatDoesNotFitIsReported() {
    assertThatThrownBy(() -> read("{\"town\":\"Bern\",\"age\":\"old\"}"))
        .isInstanceOf(JsonMappingException.class)
        .hasMessageContaining("age");
  }

  @Test
  void unknownMembersFollowTheMapper() throws JsonProcessingException {
    String newer = "{\"town\":\"Bern\",\"more\":[{\"a\":1}],\"id\":\"p1\"}";
    var strict =
        Json.MAPPER.readerFor(Parcel.class).with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    assertThat(read(newer).id()).isEqualTo("p1");
    assertThatThrownBy(() -> strict.readValue(newer))
        .isInstanceOf(UnrecognizedPropertyException.class)
        .hasMessageContaining("more");
  }

  @Test
  void onlyAnObjectIsReadAsARecord() {
    assertThatThrownBy(() -> read("[1]")).isInstanceOf(JsonMappingException.class);
  }

  private static Parcel read(String json) throws JsonProcessingException {
    return Json.MAPPER.readValue(json, Parcel.class);
  }
}
