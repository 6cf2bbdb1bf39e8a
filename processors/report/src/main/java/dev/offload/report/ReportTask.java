package dev.offload.report;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.report.ask.Ask;
import dev.offload.report.protocol.ChartSpec;
import dev.offload.report.protocol.Format;
import dev.offload.report.protocol.Job;
import dev.offload.report.protocol.ReadingOptions;
import dev.offload.schemas.url.OutsideUrl;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The input of a task of type `report`. Its JSON Schema is `input.schema.json` in the same
/// package.
///
/// @param query null if there is an `ask`
/// @param parameters the values of `$name` in the query
/// @param ask null if there is a query
/// @param title `Report` if absent
/// @param chart if absent, it depends on the answer's columns
record ReportTask(
    List<Source> sources,
    String query,
    Map<String, JsonNode> parameters,
    Ask ask,
    String title,
    List<Format> formats,
    ChartSpec chart) {
  static final int MAX_SOURCES = 16;
  static final int MAX_QUERY = 20_000;
  static final int MAX_TITLE = 200;
  static final int MAX_PARAMETERS = 50;
  static final int MAX_VALUE = 10_000;

  /// Names of tables and parameters.
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");

  ReportTask {
    sources = sources == null ? List.of() : List.copyOf(sources);
    formats = formats == null ? List.of() : List.copyOf(formats);
    title = title == null ? "Report" : title;
    require(!sources.isEmpty(), "sources are missing");
    require(sources.size() <= MAX_SOURCES, "there are more than " + MAX_SOURCES + " sources");
    require(query != null || ask != null, "query is missing, and so is ask");
    require(query == null || ask == null, "there is a query and an ask; either is enough");
    require(query == null || !query.isBlank(), "query is empty");
    require(
        query == null || query.length() <= MAX_QUERY,
        "query has more than " + MAX_QUERY + " characters");
    require(
        ask == null || parameters == null || parameters.isEmpty(),
        "parameters are for a query; the values of an ask are in its filter");
    parameters = parameters == null ? Map.of() : checked(parameters);
    require(title.length() <= MAX_TITLE, "title has more than " + MAX_TITLE + " characters");
    require(!formats.isEmpty(), "formats are missing");
    require(Set.copyOf(formats).size() == formats.size(), "a format is named twice");
    Set<String> names = new HashSet<>();
    for (Source source : sources) {
      require(
          names.add(source.name.toLowerCase(Locale.ROOT)),
          "two sources are named %s (SQL ignores case)".formatted(source.name));
    }
    require(
        ask == null || names.contains(ask.from().toLowerCase(Locale.ROOT)),
        "ask.from names no source");
  }

  /// The query, in SQL in any case.
  Job.Query question() {
    return ask == null ? new Job.Query(query, parameters) : ask.query();
  }

  private static Map<String, JsonNode> checked(Map<String, JsonNode> parameters) {
    require(
        parameters.size() <= MAX_PARAMETERS,
        "there are more than " + MAX_PARAMETERS + " parameters");
    Set<String> names = new HashSet<>();
    parameters.forEach(
        (name, value) -> {
          require(
              NAME.matcher(name).matches(),
              "a parameter's name must match %s, was %s".formatted(NAME.pattern(), name));
          require(
              names.add(name.toLowerCase(Locale.ROOT)),
              "two parameters are named %s (SQL ignores case)".formatted(name));
          require(
              value.isValueNode(),
              "parameters.%s must be a text, a number, a boolean or null".formatted(name));
          require(
              value.asText().length() <= MAX_VALUE,
              "parameters.%s has more than %,d characters".formatted(name, MAX_VALUE));
        });
    return Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /// The URLs of sources that have to be fetched.
  List<OutsideUrl> urls() {
    return sources.stream().flatMap(source -> Stream.ofNullable(source.url)).toList();
  }

  /// The same with files instead of URLs.
  ReportTask with(Map<OutsideUrl, String> files) {
    return new ReportTask(
        sources.stream().map(source -> source.with(files)).toList(),
        query,
        parameters,
        ask,
        title,
        formats,
        chart);
  }

  /// Rows, and their name in the query.
  ///
  /// @param file the id of their file; null if there is a URL
  /// @param url where they are fetched from first; null if there is a file
  /// @param reading how to read the file, as far as the client says so
  record Source(String name, String file, OutsideUrl url, @JsonUnwrapped ReadingOptions reading) {
    Source {
      require(
          name != null && NAME.matcher(name).matches(),
          "a source's name must match %s, was %s".formatted(NAME.pattern(), name));
      require(
          (file == null || file.isBlank()) != (url == null),
          "source %s must have either file or url".formatted(name));
      reading = reading == null ? ReadingOptions.UNSPECIFIED : reading;
    }

    private Source with(Map<OutsideUrl, String> files) {
      return url == null ? this : new Source(name, files.get(url), null, reading);
    }
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
