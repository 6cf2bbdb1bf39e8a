package dev.offload.schemas.json;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.std.JsonNodeDeserializer;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/// Reads arbitrary JSON so that it can be written unchanged. A number with a fraction or an
/// exponent keeps its text, and so does `-0`. Jackson would turn it into a double or drop
/// zeros.
///
/// The parser limits how deep values are nested.
final class JsonNodeReader extends JsonNodeDeserializer {
  private static final long serialVersionUID = 1;

  @Override
  public JsonDeserializer<?> createContextual(
      DeserializationContext context, BeanProperty property) {
    return this;
  }

  @Override
  public JsonNode deserialize(JsonParser parser, DeserializationContext context)
      throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        parser.nextToken();
        yield members(parser, context);
      }
      case FIELD_NAME -> members(parser, context);
      case START_ARRAY -> items(parser, context);
      case VALUE_NUMBER_INT -> integer(parser, context);
      case VALUE_NUMBER_FLOAT -> decimal(parser, context);
      case null, default -> _deserializeAnyScalar(parser, context);
    };
  }

  /// Reads members, from the name of the first one or the end of the object.
  private ObjectNode members(JsonParser parser, DeserializationContext context) throws IOException {
    ObjectNode object = context.getNodeFactory().objectNode();
    for (JsonToken token = parser.currentToken();
        token == JsonToken.FIELD_NAME;
        token = parser.nextToken()) {
      String name = parser.currentName();
      parser.nextToken();
      object.set(name, deserialize(parser, context));
    }
    return object;
  }

  private ArrayNode items(JsonParser parser, DeserializationContext context) throws IOException {
    ArrayNode array = context.getNodeFactory().arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(deserialize(parser, context));
    }
    return array;
  }

  private JsonNode integer(JsonParser parser, DeserializationContext context) throws IOException {
    boolean mayBeNegativeZero = parser.getTextLength() == NegativeZero.SPELLING.length();
    return mayBeNegativeZero && parser.getText().equals(NegativeZero.SPELLING)
        ? BigIntegerNode.valueOf(NegativeZero.integer())
        : _deserializeAnyScalar(parser, context);
  }

  private JsonNode decimal(JsonParser parser, DeserializationContext context) throws IOException {
    if (parser.isNaN()) {
      return _deserializeAnyScalar(parser, context);
    }
    try {
      return DecimalNode.valueOf(new SpelledDecimal(parser.getText()));
    } catch (NumberFormatException e) {
      // The parser has checked the grammar, so nothing else can be wrong.
      throw new JsonParseException(parser, "The exponent of this number has too many digits", e);
    }
  }
}
