package dev.offload.email.recipients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.email.letter.LetterTemplate;
import dev.offload.schemas.json.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecipientTest {
  @ParameterizedTest
  @CsvSource({
    "-0, -0",
    "-0.00, -0.00",
    "-0e2, -0",
    "0, 0",
    "0.00, 0.00",
    "-7, -7",
    "-1.50, -1.50",
    "1e7, 10000000",
    "30000000000000000000, 30000000000000000000",
  })
  void numberIsShownAsItCameButWithoutAnExponent(String number, String shown) throws Exception {
    LetterTemplate template = LetterTemplate.parse("s", "{data.no}", null);

    assertThat(template.render(recipient(number).values()).text()).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({"-0, no", "-0.0, no", "-1, yes"})
  void zeroIsFalseWithASign(String number, String outcome) throws Exception {
    LetterTemplate template =
        LetterTemplate.parse(
            "s", "{#if data.no}yes{#else}no{/if} {#if data.no == 0}no{#else}yes{/if}", null);

    assertThat(template.render(recipient(number).values()).text())
        .isEqualTo(outcome + " " + outcome);
  }

  /// As it comes in the input of a task.
  private static Recipient recipient(String number) throws JsonProcessingException {
    JsonNode input =
        Json.MAPPER.readTree(
            "{\"email\": \"ada@example.com\", \"data\": {\"no\": %s}}".formatted(number));
    return Json.MAPPER.treeToValue(input, Recipient.class);
  }
}
