package dev.offload.report.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.offload.report.protocol.Job;
import dev.offload.report.protocol.SourceFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Finds the format of a file of rows. What the client says comes first, then a beginning that
/// can only be JSON, the content type, the end of the file's name, and its first character.
final class SourceKind {
  /// How many characters [#of] should see, without blanks before them.
  static final int BEGIN = 64 << 10;

  private static final String TABS = "text/tab-separated-values";
  private static final Set<String> CSV_TYPES = Set.of("text/csv", "application/csv", TABS);
  private static final Set<String> JSON_TYPES =
      Set.of(
          "application/json",
          "text/json",
          "application/x-ndjson",
          "application/ndjson",
          "application/jsonl",
          "application/x-jsonlines",
          "application/jsonlines");

  private static final JsonFactory JSON = new JsonFactory();

  /// An object that JavaScript or Python would read. As JSON it is refused with its place.
  private static final Pattern ALMOST_JSON =
      Pattern.compile("(?:\\[\\s*+)?+\\{\\s*+(?:'[^'\\r\\n]*+'|[A-Za-z_$][\\w$]*+)\\s*+:");

  /// What may follow the first object or array: nothing, or the next one.
  private static final Pattern AFTER_JSON = Pattern.compile("\\s*+,?+\\s*+(?:\\z|[\\[{])");

  private SourceKind() {}

  static SourceFormat of(Job.Source source, String begin) {
    if (source.reading().format() != null) {
      return source.reading().format();
    }
    if (source.reading().isOfCsv()) {
      return SourceFormat.CSV;
    }
    String text = withoutComments(begin);
    if (isJson(text) || ALMOST_JSON.matcher(text).lookingAt()) {
      return SourceFormat.JSON;
    }
    return byContentType(source.contentType())
        .or(() -> byName(source.name()))
        .orElseGet(() -> "{[".contains(first(begin)) ? SourceFormat.JSON : SourceFormat.CSV);
  }

  /// Whether the content type or the name says that tabs separate the fields.
  static boolean isTabSeparated(Job.Source source) {
    return type(source.contentType()).equals(TABS)
        || source.name().toLowerCase(Locale.ROOT).endsWith(".tsv");
  }

  /// Whether it begins with an object that is empty or has a name, or with an array of JSON
  /// values. One that is cut off counts too.
  private static boolean isJson(String begin) {
    if (!"{[".contains(first(begin))) {
      return false;
    }
    try (JsonParser json = JSON.createParser(begin)) {
      json.nextToken();
      do {
        if (json.nextToken() == JsonToken.FIELD_NAME) {
          return true;
        }
      } while (!json.getParsingContext().inRoot());
      int end = (int) json.currentTokenLocation().getCharOffset() + 1;
      return AFTER_JSON.matcher(begin.substring(end)).lookingAt();
    } catch (JsonEOFException | StreamConstraintsException _) {
      return true;
    } catch (JsonProcessingException e) {
      return e.getLocation().getCharOffset() >= begin.length();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a text in memory has no such errors
    }
  }

  /// JSON has no comments. With them it is refused, and not read as a CSV.
  private static String withoutComments(String begin) {
    int at = blanksEnd(begin, 0);
    while (begin.startsWith("#", at) || begin.startsWith("//", at)) {
      while (at < begin.length() && "\r\n".indexOf(begin.charAt(at)) < 0) {
        at++;
      }
      at = blanksEnd(begin, at);
    }
    return begin.substring(at);
  }

  private static int blanksEnd(String text, int from) {
    int at = from;
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static Optional<SourceFormat> byContentType(String contentType) {
    String type = type(contentType);
    if (CSV_TYPES.contains(type)) {
      return Optional.of(SourceFormat.CSV);
    }
    return JSON_TYPES.contains(type) ? Optional.of(SourceFormat.JSON) : Optional.empty();
  }

  private static String type(String contentType) {
    return contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  private static Optional<SourceFormat> byName(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".csv") || lower.endsWith(".tsv")) {
      return Optional.of(SourceFormat.CSV);
    }
    return lower.endsWith(".ndjson") || lower.endsWith(".jsonl") || lower.endsWith(".json")
        ? Optional.of(SourceFormat.JSON)
        : Optional.empty();
  }

  private static String first(String begin) {
    String text = begin.strip();
    return text.isEmpty() ? " " : text.substring(0, 1);
  }
}
