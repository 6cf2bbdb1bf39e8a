package dev.offload.report.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.offload.report.protocol.Columns;
import dev.offload.report.protocol.UnfitReport;
import java.io.IOException;
import java.io.Reader;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// The rows of a JSON source: objects one after the other, on separate lines or not, or one
/// array of objects. Every name in any of them is a column.
final class JsonRows implements SourceRows {
  private static final JsonFactory JSON = new JsonFactory();
  private static final Pattern OF_THE_PARSER =
      Pattern.compile(
          ": enable | \\(consider enabling |, from `Stream| \\(start marker at"
              + "| \\(for (Object|Array) starting| \\(not recognized as one since");
  private static final int MOST_COLUMNS = 2_000;
  private static final int MOST_PROFILES = 50_000;

  private final SourceFile file;
  private final Map<String, Integer> places;
  private final List<SourceColumn> columns;

  private JsonRows(SourceFile file, Map<String, Integer> places, List<SourceColumn> columns) {
    this.file = file;
    this.places = places;
    this.columns = columns;
  }

  static JsonRows survey(SourceFile file) throws IOException, SQLException, UnfitReport {
    JsonProfile all =
        JsonProfile.root(new JsonProfile.Bounds(file.reading().dates(), MOST_PROFILES));
    eachObject(
        file,
        json -> {
          JsonLocation begin = json.currentTokenLocation();
          try {
            all.addObject(json, MOST_COLUMNS);
          } catch (JsonProfile.UnsupportedName e) {
            throw at(file, json.currentTokenLocation(), e.getMessage());
          }
          if (all.isJson()) {
            throw at(file, begin, "more than %,d names in all rows".formatted(MOST_COLUMNS));
          }
        });
    return of(file, all.members());
  }

  private static JsonRows of(SourceFile file, Map<String, JsonProfile> members) throws UnfitReport {
    List<String> wanted = new ArrayList<>(members.keySet());
    Columns said = file.reading().columns();
    if (said != null) {
      said.given().stream()
          .map(Columns.Given::name)
          .filter(name -> !members.containsKey(name))
          .forEach(wanted::add);
    }
    if (wanted.isEmpty()) {
      throw Unreadable.source(
          file.table(),
          "it has no rows, or none with a name, and so no columns: set columns, with types");
    }
    List<String> names = Names.of(wanted);
    Map<String, Integer> places = new HashMap<>();
    List<SourceColumn> columns = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      places.put(wanted.get(i), i);
      JsonProfile profile = members.get(wanted.get(i));
      ColumnType found = profile == null ? ColumnType.Plain.VARCHAR : profile.type();
      columns.add(new SourceColumn(names.get(i), file.type(wanted.get(i), found)));
    }
    return new JsonRows(file, places, columns);
  }

  @Override
  public List<SourceColumn> columns() {
    return columns;
  }

  @Override
  public void forEach(Sink sink) throws IOException, SQLException, UnfitReport {
    String[] values = new String[columns.size()];
    JsonText text = new JsonText(file.reading().dates());
    eachObject(
        file,
        json -> {
          long line = json.currentTokenLocation().getLineNr();
          Arrays.fill(values, null);
          while (json.nextToken() != JsonToken.END_OBJECT) {
            int place = places.get(json.currentName());
            json.nextToken();
            JsonLocation begin = json.currentTokenLocation();
            values[place] = text.of(json, columns.get(place).type());
            if (values[place] != null && !JsonText.isWhole(values[place])) {
              throw at(file, begin, "a text has half a surrogate pair in it (\\ud800 to \\udfff)");
            }
          }
          sink.row(line, values);
        });
  }

  /// Receives a parser at the beginning of an object, and moves it to the object's end.
  @FunctionalInterface
  private interface ObjectSink {
    void object(JsonParser json) throws IOException, SQLException, UnfitReport;
  }

  private static void eachObject(SourceFile file, ObjectSink sink)
      throws IOException, SQLException, UnfitReport {
    try (Reader text = file.open();
        JsonParser json = JSON.createParser(text)) {
      boolean inArray = json.nextToken() == JsonToken.START_ARRAY;
      JsonToken token = inArray ? json.nextToken() : json.currentToken();
      while (token != null && !(inArray && token == JsonToken.END_ARRAY)) {
        if (token != JsonToken.START_OBJECT) {
          throw at(file, json.currentTokenLocation(), "a row must be an object");
        }
        sink.object(json);
        token = json.nextToken();
      }
      if (inArray && json.nextToken() != null) {
        throw at(file, json.currentTokenLocation(), "there is more after the end of the array");
      }
    } catch (SourceText.Malformed e) {
      throw file.refusal(e);
    } catch (JsonProcessingException e) {
      throw at(file, e.getLocation(), "this is not JSON: " + words(e));
    }
  }

  /// Leaves out what the parser says of its settings and of its source.
  private static String words(JsonProcessingException e) {
    return OF_THE_PARSER.split(e.getOriginalMessage(), 2)[0];
  }

  private static UnfitReport at(SourceFile file, JsonLocation place, String words) {
    return place == null
        ? Unreadable.source(file.table(), words)
        : Unreadable.at(file.table(), place.getLineNr(), place.getColumnNr(), words);
  }
}
