package dev.offload.ingest.body;

import static org.eclipse.microprofile.openapi.OASFactory.createSchema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.json.Json;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/// The kinds of values that bodies are made of.
public final class Kinds {

  private Kinds() {}

  public static Kind<String> text() {
    return one(SchemaType.STRING, "a string", JsonNode::isTextual, JsonNode::textValue);
  }

  /// A text that is parsed. `rule` says what it must be.
  public static <T> Kind<T> text(String rule, Function<String, Optional<T>> parser) {
    return text()
        .then(
            (text, pointer, faults) ->
                parser.apply(text).or(() -> faults.refuse(pointer, "must be " + rule)));
  }

  /// A text of which the whole matches `pattern`, which `isRight` checks. `rule` says what that is.
  public static Kind<String> text(String rule, String pattern, Predicate<String> isRight) {
    return text(rule, text -> Optional.of(text).filter(isRight))
        .described(more -> more.pattern("^" + pattern + "$"));
  }

  /// A text that people read in one line.
  public static Kind<String> line(int maxLength) {
    return text(
            Texts.lineRule(maxLength),
            text -> Optional.of(text).filter(line -> Texts.isLine(line, maxLength)))
        .described(more -> more.maxLength(maxLength).pattern(Texts.LINE_PATTERN));
  }

  public static Kind<Instant> time() {
    return text(Texts.A_TIME, Texts::time).as("Instant");
  }

  public static Kind<Duration> duration() {
    return text(Texts.A_DURATION, Texts::duration).as("Duration");
  }

  public static Kind<Duration> duration(Duration longest) {
    return duration()
        .then(
            (length, pointer, faults) ->
                length.compareTo(longest) <= 0
                    ? Optional.of(length)
                    : faults.refuse(pointer, "must be at most " + longest));
  }

  /// One of `values`, by the name it has in JSON.
  public static <E extends Enum<E>> Kind<E> choice(List<E> values) {
    Map<String, E> named = new LinkedHashMap<>();
    values.forEach(value -> named.put(Json.MAPPER.convertValue(value, String.class), value));
    List<String> names = List.copyOf(named.keySet());
    int last = names.size() - 1;
    String rule = String.join(", ", names.subList(0, last)) + " or " + names.get(last);
    return text(rule, name -> Optional.ofNullable(named.get(name)))
        .described(more -> more.enumeration(List.copyOf(names)));
  }

  /// It may be written as `3.0`, since JSON knows only numbers.
  public static Kind<Integer> integer(int min, int max) {
    return bounded(
            one(SchemaType.INTEGER, "an integer", Kinds::isInteger, Function.identity()), min, max)
        .then((number, _, _) -> Optional.of(number.intValue()))
        .described(more -> more.format("int32"));
  }

  private static boolean isInteger(JsonNode node) {
    return node.isNumber() && node.canConvertToExactIntegral();
  }

  public static Kind<Double> number(double min, double max) {
    return bounded(
            one(SchemaType.NUMBER, "a number", JsonNode::isNumber, Function.identity()), min, max)
        .then((number, _, _) -> Optional.of(number.doubleValue()))
        .described(more -> more.format("double"));
  }

  /// The bounds are those of the number as it was sent, which may have more digits than are kept.
  private static Kind<JsonNode> bounded(Kind<JsonNode> kind, double min, double max) {
    BigDecimal least = exact(min);
    BigDecimal most = exact(max);
    return kind.then(
            (number, pointer, faults) ->
                least.compareTo(number.decimalValue()) <= 0
                        && most.compareTo(number.decimalValue()) >= 0
                    ? Optional.of(number)
                    : faults.refuse(pointer, "must be %s to %s".formatted(least, most)))
        .described(more -> more.minimum(least).maximum(most));
  }

  private static BigDecimal exact(double bound) {
    long whole = (long) bound;
    return whole == bound ? BigDecimal.valueOf(whole) : BigDecimal.valueOf(bound);
  }

  public static Kind<Boolean> flag() {
    return one(SchemaType.BOOLEAN, "true or false", JsonNode::isBoolean, JsonNode::booleanValue);
  }

  /// Any object, as it was sent.
  public static Kind<JsonNode> object() {
    return one(SchemaType.OBJECT, "an object", JsonNode::isObject, Function.identity());
  }

  public static <T> Kind<List<T>> list(Kind<T> item, int max) {
    return items(item, 0, max, false);
  }

  /// A list that has no item twice.
  public static <T> Kind<List<T>> distinct(Kind<T> item, int min, int max) {
    return items(item, min, max, true).described(more -> more.uniqueItems(true));
  }

  /// A list of so many items.
  public static <T> Kind<List<T>> exactly(int number, Kind<T> item) {
    return items(item, number, number, false);
  }

  private static <T> Kind<List<T>> items(Kind<T> item, int min, int max, boolean distinct) {
    return one(SchemaType.ARRAY, "an array", JsonNode::isArray, Function.identity())
        .then(
            (array, pointer, faults) -> {
              if (array.size() > max) {
                return faults.refuse(pointer, "must have at most " + max + " items");
              }
              if (array.size() < min) {
                return faults.refuse(
                    pointer, "must have at least %d item%s".formatted(min, min == 1 ? "" : "s"));
              }
              List<T> values = new ArrayList<>();
              Set<T> seen = new HashSet<>();
              for (int i = 0; i < array.size(); i++) {
                String at = pointer + "/" + i;
                Optional<T> value = item.read(array.get(i), at, faults);
                if (distinct && value.isPresent() && !seen.add(value.get())) {
                  faults.add(at, "must not appear twice");
                }
                value.ifPresent(values::add);
              }
              return Optional.of(values);
            })
        .described(more -> more.maxItems(max).items(item.schema()))
        .described(more -> min == 0 ? more : more.minItems(min));
  }

  private static <T> Kind<T> one(
      SchemaType type, String rule, Predicate<JsonNode> isRight, Function<JsonNode, T> value) {
    return Kind.of(
        (json, pointer, faults) ->
            isRight.test(json)
                ? Optional.of(value.apply(json))
                : faults.refuse(pointer, "must be " + rule),
        () -> createSchema().addType(type));
  }
}
