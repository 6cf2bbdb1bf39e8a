package dev.offload.worker.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.type.TypeFactory;
import dev.offload.schemas.json.Durations;
import dev.offload.schemas.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// Why an input does not fit a handler's record, in words for whoever sent it: the member, the
/// rule, the value. The parser's own words name its classes.
final class InputFault {
  private static final int MOST_SHOWN = 60;

  private InputFault() {}

  /// `failure` came of reading `input`.
  static String of(JsonProcessingException failure, JsonNode input) {
    List<Reference> path =
        failure instanceof JsonMappingException mapping ? mapping.getPath() : List.of();
    String name = path.isEmpty() ? "the input" : name(path);
    return switch (failure) {
      case ValueInstantiationException made
          when made.getCause() instanceof IllegalArgumentException refused ->
          inside(path, refused.getMessage());
      case MismatchedInputException mismatch ->
          "%s must be %s, was %s"
              .formatted(name, rule(mismatch.getTargetType()), shown(at(path, input)));
      case JsonMappingException mapping
          when mapping.getCause() instanceof InputCoercionException range ->
          "%s must be %s, was %s"
              .formatted(name, rule(range.getTargetType()), shown(at(path, input)));
      default -> name + " can't be read, was " + shown(at(path, input));
    };
  }

  /// A value says itself what is wrong with it, or which of its members is wrong.
  private static String inside(List<Reference> path, String refusal) {
    boolean isNamed =
        !path.isEmpty()
            && path.getLast().getFieldName() != null
            && refusal.startsWith(path.getLast().getFieldName() + " ");
    List<Reference> around = isNamed ? path.subList(0, path.size() - 1) : path;
    return around.isEmpty() ? refusal : name(around) + ": " + refusal;
  }

  /// A member of a member, as in `outputs[0].width`.
  private static String name(List<Reference> path) {
    StringBuilder name = new StringBuilder();
    for (Reference step : path) {
      if (step.getFieldName() == null) {
        name.append('[').append(step.getIndex()).append(']');
      } else {
        name.append(name.isEmpty() ? "" : ".").append(step.getFieldName());
      }
    }
    return name.toString();
  }

  private static JsonNode at(List<Reference> path, JsonNode input) {
    JsonNode found = input;
    for (Reference step : path) {
      found =
          step.getFieldName() == null
              ? found.path(step.getIndex())
              : found.path(step.getFieldName());
    }
    return found;
  }

  private static String shown(JsonNode value) {
    String json = value.isMissingNode() ? "absent" : value.toString();
    return json.codePointCount(0, json.length()) <= MOST_SHOWN
        ? json
        : json.substring(0, json.offsetByCodePoints(0, MOST_SHOWN)) + "…";
  }

  private static String rule(Class<?> wanted) {
    if (wanted == null) {
      return "of another form";
    }
    JavaType type = TypeFactory.defaultInstance().constructType(wanted);
    if (wanted.isEnum()) {
      return choice(wanted);
    }
    if (wanted == Instant.class) {
      return "an RFC 3339 time such as 2027-01-31T08:00:00Z";
    }
    if (wanted == Duration.class) {
      return Durations.RULE + ", such as PT5M";
    }
    if (wanted == Boolean.class || wanted == boolean.class) {
      return "true or false";
    }
    if (isInteger(wanted)) {
      return "an integer that is not too large";
    }
    if (Number.class.isAssignableFrom(wanted) || wanted.isPrimitive()) {
      return "a number";
    }
    if (CharSequence.class.isAssignableFrom(wanted)) {
      return "a string";
    }
    if (type.isCollectionLikeType() || type.isArrayType()) {
      return "an array";
    }
    return type.isMapLikeType() || wanted.isRecord() ? "an object" : "of another form";
  }

  private static boolean isInteger(Class<?> wanted) {
    return List.of(int.class, Integer.class, long.class, Long.class).contains(wanted);
  }

  private static String choice(Class<?> wanted) {
    return Arrays.stream(wanted.getEnumConstants())
        .map(value -> Json.MAPPER.convertValue(value, String.class))
        .collect(Collectors.joining(", ", "one of ", ""));
  }
}
