package dev.offload.schemas.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnyJsonTest {
  record Holder(JsonNode any) {}

  record ObjectHolder(ObjectNode any) {}

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.10",
        "1e3",
        "1E+3",
        "-0",
        "[-0,0,-1,10]",
        "-0.0",
        "0.0000001",
        "1.000000000000000000000000000001",
        "9007199254740993",
        "123456789012345678901234567890",
        "-9223372036854775809",
        "1e308",
        "4.9e-324",
        "[1.10,1e3,[]]",
        "{\"a\":{\"b\":1.50},\"c\":null,\"d\":[true,\"x\",{}]}"
      })
  void jsonIsWrittenAsItWasRead(String json) throws JsonProcessingException {
    JsonNode read = Json.MAPPER.readTree(json);

    assertThat(Json.MAPPER.writeValueAsString(read)).isEqualTo(json);
    assertThat(read).hasToString(json);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.10", "1e3", "{\"price\":1.10,\"list\":[2e-5,-0]}"})
  void jsonOfRecordsAndTreesIsUnchanged(String json) throws JsonProcessingException {
    String whole = "{\"any\":" + json + "}";
    Holder ofText = Json.MAPPER.readValue(whole, Holder.class);
    Holder ofTree = Json.MAPPER.treeToValue(Json.MAPPER.readTree(whole), Holder.class);
    JsonNode toTree = Json.MAPPER.valueToTree(ofTree);

    assertThat(Json.MAPPER.writeValueAsString(ofText)).isEqualTo(whole);
    assertThat(Json.MAPPER.writeValueAsString(ofTree)).isEqualTo(whole);
    assertThat(Json.MAPPER.writeValueAsString(toTree)).isEqualTo(whole);
  }

  @Test
  void jsonOfMembersIsUnchanged() throws JsonProcessingException {
    String whole = "{\"any\":{\"price\":1.10,\"list\":[2e-5]}}";
    ObjectHolder holder = Json.MAPPER.treeToValue(Json.MAPPER.readTree(whole), ObjectHolder.class);

    assertThat(Json.MAPPER.writeValueAsString(holder)).isEqualTo(whole);
  }

  @Test
  void numberIsTheNumberItSpells() throws JsonProcessingException {
    JsonNode number = Json.MAPPER.readTree("1.50e1");

    assertThat(number.isNumber()).isTrue();
    assertThat(number.decimalValue()).isEqualByComparingTo(new BigDecimal(15));
    assertThat(number.doubleValue()).isEqualTo(15);
    assertThat(number).isEqualTo(Json.MAPPER.readTree("1.50e1"));
  }

  @Test
  void negativeZeroIsAnInteger() throws JsonProcessingException {
    JsonNode number = Json.MAPPER.readTree("-0");

    assertThat(number.isIntegralNumber()).isTrue();
    assertThat(number.intValue()).isZero();
    assertThat(Json.MAPPER.treeToValue(number, int.class)).isZero();
  }

  @Test
  void absentAndNullAreDistinguished() throws JsonProcessingException {
    assertThat(Json.MAPPER.readValue("{}", Holder.class).any()).isNull();
    assertThat(Json.MAPPER.readValue("{\"any\":null}", Holder.class).any().isNull()).isTrue();
  }

  @Test
  void handlersNumbersAreWrittenAsJavaWritesThem() {
    record Scores(float score, double share, double none) {}
    JsonNode tree = Json.MAPPER.valueToTree(new Scores(0.93f, 0.1, Double.NaN));

    assertThat(tree).hasToString("{\"score\":0.93,\"share\":0.1,\"none\":\"NaN\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1e99999999999", "[1e99999999999]", "{\"a\":1.}", "[1", "{\"a\"", "{\"a\":"})
  void invalidJsonIsRefused(String json) {
    assertThatThrownBy(() -> Json.MAPPER.readTree(json))
        .isInstanceOf(JsonProcessingException.class);
  }
}
