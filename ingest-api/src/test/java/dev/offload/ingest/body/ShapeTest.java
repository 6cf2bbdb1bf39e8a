package dev.offload.ingest.body;

import static dev.offload.ingest.body.Member.optional;
import static dev.offload.ingest.body.Member.required;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.ingest.problem.FieldError;
import dev.offload.schemas.json.Json;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShapeTest {
  private static final Member<String> NAME = required("name", Kinds.line(3).saying("A name."));
  private static final Member<Integer> COUNT = optional("count", Kinds.integer(1, 5));
  private static final Member<Double> SHARE = optional("share", Kinds.number(0.5, 2));
  private static final Member<List<Colour>> COLOURS =
      optional("a/b", Kinds.distinct(Kinds.choice(List.of(Colour.values())), 1, 2));
  private static final Member<Boolean> LEFT = optional("left", Kinds.flag());
  private static final Member<Duration> RIGHT =
      optional("right", Kinds.duration(Duration.ofHours(1)));

  private static final Shape SHAPE =
      Shape.of(NAME, COUNT, SHARE, COLOURS, LEFT, RIGHT).apart(LEFT, RIGHT);

  private final Faults faults = new Faults();

  enum Colour {
    RED,
    GREEN,
    BLUE
  }

  @Test
  void membersAreReadByTheirDeclaration() {
    Given given = read("{'name': 'ab', 'count': 2.0, 'a/b': ['RED', 'BLUE'], 'left': true}");

    assertThat(faults.list()).isEmpty();
    assertThat(given.get(NAME)).contains("ab");
    assertThat(given.get(COUNT)).contains(2);
    assertThat(given.get(SHARE)).isEmpty();
    assertThat(given.get(COLOURS)).contains(List.of(Colour.RED, Colour.BLUE));
    assertThat(given.get(LEFT)).contains(true);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1                                  |          | must be an object
          {}                                 | /name    | is required
          {'name': null}                     | /name    | must be a string
          {'name': 'abcd'}                   | /name    | must be 1 to 3 characters, not only spaces, with no control characters and none that are invisible or turn the direction of text
          {'name': ' '}                      | /name    | must be 1 to 3 characters, not only spaces, with no control characters and none that are invisible or turn the direction of text
          {'name': 'a', 'nam~e': 1}          | /nam~0e  | is not a known member
          {'name': 'a', 'count': 6}          | /count   | must be 1 to 5
          {'name': 'a', 'count': 1.5}        | /count   | must be an integer
          {'name': 'a', 'count': 1e99}       | /count   | must be 1 to 5
          {'name': 'a', 'count': -99999999999999999999999} | /count | must be 1 to 5
          {'name': 'a', 'share': 0.4}        | /share   | must be 0.5 to 2
          {'name': 'a', 'share': '1'}        | /share   | must be a number
          {'name': 'a', 'a/b': {}}           | /a~1b    | must be an array
          {'name': 'a', 'a/b': []}           | /a~1b    | must have at least 1 item
          {'name': 'a', 'a/b': [1, 2, 3]}    | /a~1b    | must have at most 2 items
          {'name': 'a', 'a/b': ['RED', 'x']} | /a~1b/1  | must be RED, GREEN or BLUE
          {'name': 'a', 'a/b': ['RED', 'RED']} | /a~1b/1 | must not appear twice
          {'name': 'a', 'left': 0}           | /left    | must be true or false
          {'name': 'a', 'right': 'PT2H'}     | /right   | must be at most PT1H
          {'name': 'a', 'left': true, 'right': 'PT1H'} | /right | is not allowed together with left
          """)
  void mistakeIsShownWhereItIsWithItsRule(String body, String pointer, String rule) {
    read(body);
    assertThat(faults.list()).containsExactly(new FieldError(pointer == null ? "" : pointer, rule));
  }

  @Test
  void allMistakesAreFoundAtOnce() {
    read("{'count': 0, 'share': 3, 'more': 1}");
    assertThat(faults.list())
        .extracting(FieldError::pointer)
        .containsExactlyInAnyOrder("/name", "/count", "/share", "/more");
  }

  @Test
  void documentHasTheBoundsThatAreChecked() {
    Schema schema = SHAPE.kind().schema();

    assertThat(schema.getRequired()).containsExactly("name");
    assertThat(schema.getNot().getRequired()).containsExactly("left", "right");
    assertThat(schema.getProperties().get("name").getMaxLength()).isEqualTo(3);
    assertThat(schema.getProperties().get("name").getDescription()).isEqualTo("A name.");
    assertThat(schema.getProperties().get("count").getMaximum()).isEqualTo(BigDecimal.valueOf(5));
    assertThat(schema.getProperties().get("a/b").getMinItems()).isEqualTo(1);
    assertThat(schema.getProperties().get("a/b").getItems().getEnumeration())
        .containsExactly("RED", "GREEN", "BLUE");
  }

  @Test
  void shapeWithoutAMemberRefusesItWithTheReason() {
    Shape less = SHAPE.without(LEFT, "is gone");
    less.read(json("{'name': 'a', 'left': true, 'right': 'PT1H'}"), faults);

    assertThat(faults.list()).containsExactly(new FieldError("/left", "is gone"));
    assertThat(less.kind().schema().getNot()).isNull();
  }

  private Given read(String body) {
    return SHAPE.read(json(body), faults).orElse(null);
  }

  private static JsonNode json(String text) {
    try {
      return Json.MAPPER.readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
