package dev.offload.report.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.offload.report.source.ColumnType.Decimal;
import dev.offload.report.source.ColumnType.ListOf;
import dev.offload.report.source.ColumnType.Plain;
import dev.offload.report.source.ColumnType.Struct;
import java.io.IOException;
import java.io.StringWriter;
import java.util.LinkedHashSet;
import java.util.Set;

/// Writes a value as JSON that DuckDB turns into a type without losing anything: numbers that it
/// would take for a DOUBLE on the way are texts, and so is what is JSON within a structure.
final class JsonText {
  private static final JsonFactory JSON = new JsonFactory();

  private JsonText() {}

  /// The value that the parser is at, to its end; null where it is null.
  ///
  /// @param type that of the column
  static String of(JsonParser json, ColumnType type) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return null;
    }
    if (!type.isNested() && type != Plain.JSON) {
      return plain(json);
    }
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(text)) {
      if (type == Plain.JSON) {
        copy(json, out);
      } else {
        write(json, type, out);
      }
    }
    return text.toString();
  }

  /// A value with none within it as text; others as JSON.
  private static String plain(JsonParser json) throws IOException {
    if (!json.currentToken().isStructStart()) {
      return json.getText();
    }
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(text)) {
      copy(json, out);
    }
    return text.toString();
  }

  private static void write(JsonParser json, ColumnType type, JsonGenerator out)
      throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      out.writeNull();
      return;
    }
    switch (type) {
      case Struct(var members) -> {
        out.writeStartObject();
        Set<String> missing = new LinkedHashSet<>(members.keySet());
        while (json.nextToken() != JsonToken.END_OBJECT) {
          String name = json.currentName();
          missing.remove(name);
          out.writeFieldName(name);
          json.nextToken();
          write(json, members.get(name), out);
        }
        for (String name : missing) {
          out.writeNullField(name); // or the cast to a structure fails
        }
        out.writeEndObject();
      }
      case ListOf(var element) -> {
        out.writeStartArray();
        while (json.nextToken() != JsonToken.END_ARRAY) {
          write(json, element, out);
        }
        out.writeEndArray();
      }
      case Decimal _ -> out.writeString(json.getText());
      case Plain simple -> write(json, simple, out);
    }
  }

  private static void write(JsonParser json, Plain type, JsonGenerator out) throws IOException {
    switch (type) {
      case BOOLEAN -> out.writeBoolean(json.getBooleanValue());
      case INTEGER, BIGINT, DOUBLE -> out.writeNumber(json.getText());
      case VARCHAR, HUGEINT, DATE, TIME, TIMESTAMP, TIMESTAMPTZ -> out.writeString(json.getText());
      case JSON -> out.writeString(of(json, Plain.JSON));
    }
  }

  /// Numbers stay as they are written.
  private static void copy(JsonParser json, JsonGenerator out) throws IOException {
    switch (json.currentToken()) {
      case START_OBJECT -> {
        out.writeStartObject();
        while (json.nextToken() != JsonToken.END_OBJECT) {
          out.writeFieldName(json.currentName());
          json.nextToken();
          copy(json, out);
        }
        out.writeEndObject();
      }
      case START_ARRAY -> {
        out.writeStartArray();
        while (json.nextToken() != JsonToken.END_ARRAY) {
          copy(json, out);
        }
        out.writeEndArray();
      }
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> out.writeNumber(json.getText());
      case VALUE_TRUE -> out.writeBoolean(true);
      case VALUE_FALSE -> out.writeBoolean(false);
      case VALUE_NULL -> out.writeNull();
      default -> out.writeString(json.getText());
    }
  }
}
