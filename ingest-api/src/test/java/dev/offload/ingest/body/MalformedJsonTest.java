package dev.offload.ingest.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MalformedJsonTest {

  private static final JsonFactory STRICT =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{                | the text ends too early",
        "{\"a\":\"x       | the text ends too early",
        "[-               | the text ends too early",
        "nope             | 'nope' is not a JSON value",
        "[NaN]            | 'NaN' is not a JSON value",
        "{\"a\":1,\"a\":1}| the member 'a' appears twice",
        "{\"a\":}         | expected a value, found '}'",
        "[1,,2]           | expected a value, found ','",
        "{\"a\":'x'}      | expected a value, found \"'\"",
        "{a:1}            | expected a member's name in double quotes, found 'a'",
        "[1}              | ']' must come first",
        "[1]]             | ']' closes nothing",
        "[1 2]            | expected a comma or ], found '2'",
        "{\"a\":1 \"b\":2}| expected a comma or }, found '\"'",
        "{\"a\" 1}        | expected a colon, found '1'",
        "{\"a\":1//c      | '/': JSON has no comments",
        "[01]             | a number has no zeros in front",
        "[+1]             | '+': a number has no plus sign",
        "[1.]             | expected a digit, found ']'",
        "[-x]             | expected a digit, found 'x'",
        "1.5.5            | '.' after the end of the JSON value",
        "[\"\\x\"]        | '\\x' is not an escape in JSON",
        "[\"\\u00\"]      | expected a hexadecimal digit, found '\"'",
      })
  void reasonIsSaidInPlainWords(String text, String reason) {
    assertThat(MalformedJson.reason(refusalOf(text))).isEqualTo(reason);
  }

  static Stream<String> malformed() {
    return Stream.of(
        "\uFEFF{}",
        "\u00A0{}",
        "[\u0000]",
        "[\"a\nb\"]",
        "{\"a\nb\":1,\"a\nb\":1}",
        "[".repeat(2_000),
        "9".repeat(5_000),
        "{\"" + "n".repeat(60_000) + "\":1}",
        "x".repeat(5_000),
        "[1.5e]",
        "[é]",
        "{é:1}",
        "[\uD83D\uDE00]",
        "#",
        "{\"a\"",
        "[1,");
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void reasonIsOneShortLineThatNamesNoSettingOfTheParser(String text) {
    assertThat(MalformedJson.reason(refusalOf(text)))
        .isNotEqualTo(MalformedJson.UNKNOWN)
        .hasSizeLessThan(100)
        .doesNotContain("`", "Feature", "Source", "(", "\n", "\uFEFF")
        .doesNotContainPattern("[\\p{Cc}]");
  }

  private static JsonProcessingException refusalOf(String text) {
    JsonProcessingException refusal =
        catchThrowableOfType(JsonProcessingException.class, () -> readWhole(text));
    assertThat(refusal).isNotNull();
    return refusal;
  }

  private static void readWhole(String text) throws IOException {
    try (JsonParser parser = STRICT.createParser(text)) {
      while (parser.nextToken() != null) {
        parser.getText();
      }
    }
  }
}
