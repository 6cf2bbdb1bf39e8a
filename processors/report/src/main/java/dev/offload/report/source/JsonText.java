package dev.offload.report.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.offload.report.protocol.DatePattern;
import dev.offload.report.source.ColumnType.Decimal;
import dev.offload.report.source.ColumnType.ListOf;
import dev.offload.report.source.ColumnType.Plain;
import dev.offload.report.source.ColumnType.Struct;
import java.io.IOException;
import java.io.StringWriter;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/// Writes a value as JSON that DuckDB converts to a type without loss. Numbers that DuckDB
/// would take for a DOUBLE are written as texts, and so is JSON within a structure.
final class JsonText {
  private static final JsonFactory JSON = new JsonFactory();

  private static final DateTimeFormatter WRITTEN =
      new DateTimeFormatterBuilder()
          .appendValue(ChronoField.YEAR, 4, 9, SignStyle.NEVER)
          .appendPattern("-MM-dd HH:mm:ss.SSSSSS")
          .toFormatter(Locale.ROOT);

  private final DatePattern dates;

  /// @param dates how dates are written; null for ISO 8601
  JsonText(DatePattern dates) {
    this.dates = dates;
  }

  /// The value that the parser is at, as text. Moves the parser to its end. Null if the value
  /// is null.
  ///
  /// @param type the type of the column
  String of(JsonParser json, ColumnType type) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return null;
    }
    if (!type.isNested() && type != Plain.JSON && !json.currentToken().isStructStart()) {
      return json.getText();
    }
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(text)) {
      if (type.isNested()) {
        write(json, type, out);
      } else {
        copy(json, out);
      }
    }
    return text.toString();
  }

  /// Whether it has no lone half of a surrogate pair, which UTF-8 can't encode.
  static boolean isWhole(String text) {
    return text.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE);
  }

  private void write(JsonParser json, ColumnType type, JsonGenerator out) throws IOException {
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
          out.writeNullField(name); // otherwise the cast to a structure fails
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

  private void write(JsonParser json, Plain type, JsonGenerator out) throws IOException {
    switch (type) {
      case BOOLEAN -> out.writeBoolean(json.getBooleanValue());
      case INTEGER, BIGINT, DOUBLE -> out.writeNumber(json.getText());
      case VARCHAR, HUGEINT -> out.writeString(json.getText());
      case DATE, TIME, TIMESTAMP, TIMESTAMPTZ -> out.writeString(time(json.getText(), type));
      case JSON -> out.writeString(of(json, Plain.JSON));
    }
  }

  /// A time in a form that everybody reads in the same way.
  private String time(String text, Plain type) {
    return switch (dates == null ? Times.parse(text) : Times.parse(text, dates)) {
      case null -> throw new IllegalStateException(text + " is no " + type);
      case Times.Day(int day) when type == Plain.DATE -> LocalDate.ofEpochDay(day).toString();
      case Times.Day(int day) -> WRITTEN.format(LocalDate.ofEpochDay(day).atStartOfDay());
      case Times.Moment(long micros) -> written(micros);
      case Times.Zoned(long micros) -> written(micros) + "+00:00";
      case Times.Clock(long micros) -> LocalTime.ofNanoOfDay(micros * 1_000).toString();
    };
  }

  private static String written(long micros) {
    return WRITTEN.format(
        LocalDateTime.ofEpochSecond(
            Math.floorDiv(micros, Times.MICROS),
            (int) Math.floorMod(micros, Times.MICROS) * 1_000,
            ZoneOffset.UTC));
  }

  /// Copies a value. Numbers stay as they are written.
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
