package dev.offload.report.source;

import dev.offload.report.protocol.Job;
import dev.offload.report.protocol.SourceFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Finds the format of a file of rows. What the client says comes first, then a beginning that
/// can only be JSON, the content type, the end of the file's name, and its first character.
final class SourceKind {
  private static final Set<String> CSV_TYPES =
      Set.of("text/csv", "application/csv", "text/tab-separated-values");
  private static final Set<String> JSON_TYPES =
      Set.of(
          "application/json",
          "text/json",
          "application/x-ndjson",
          "application/ndjson",
          "application/jsonl",
          "application/x-jsonlines",
          "application/jsonlines");

  private static final String TEXT = "\"[^\"\\\\\\r\\n]*+(\\\\.[^\"\\\\\\r\\n]*+)*+\"";

  /// An object with a name in it, perhaps in an array, perhaps after empty objects.
  private static final Pattern JSON =
      Pattern.compile(
          "\\s*+(\\[\\s*+)?+(\\{\\s*+}\\s*+,?+\\s*+)*+\\{\\s*+" + TEXT + "\\s*+:.*+",
          Pattern.DOTALL);

  private SourceKind() {}

  static SourceFormat of(Job.Source source, String begin) {
    if (source.reading().format() != null) {
      return source.reading().format();
    }
    if (source.reading().isOfCsv()) {
      return SourceFormat.CSV;
    }
    if (JSON.matcher(begin).matches()) {
      return SourceFormat.JSON;
    }
    return byContentType(source.contentType())
        .or(() -> byName(source.name()))
        .orElseGet(() -> "{[".contains(first(begin)) ? SourceFormat.JSON : SourceFormat.CSV);
  }

  private static Optional<SourceFormat> byContentType(String contentType) {
    String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (CSV_TYPES.contains(type)) {
      return Optional.of(SourceFormat.CSV);
    }
    return JSON_TYPES.contains(type) ? Optional.of(SourceFormat.JSON) : Optional.empty();
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
