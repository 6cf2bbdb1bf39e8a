package dev.offload.report.source;

import dev.offload.report.protocol.Reason;
import dev.offload.report.protocol.SourceFormat;
import dev.offload.report.protocol.UnfitReport;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Tells what a file of rows is: by its content type, else by the end of its name, else by how it
/// begins.
public final class SourceKind {
  /// How much of a file's begin is looked at.
  public static final int BEGIN = 4_096;

  private static final Set<String> CSV_TYPES =
      Set.of("text/csv", "application/csv", "text/tab-separated-values");
  private static final Set<String> NDJSON_TYPES =
      Set.of(
          "application/x-ndjson",
          "application/ndjson",
          "application/jsonl",
          "application/x-jsonlines",
          "application/jsonlines");

  private SourceKind() {}

  /// @param source how the sender calls it, for words about it
  public static SourceFormat of(String source, String contentType, String name, byte[] begin)
      throws UnfitReport {
    requireText(source, begin);
    return byContentType(contentType)
        .or(() -> byName(name))
        .orElseGet(() -> firstCharacter(begin) == '{' ? SourceFormat.NDJSON : SourceFormat.CSV);
  }

  private static void requireText(String source, byte[] begin) throws UnfitReport {
    for (byte b : begin) {
      if (b == 0) {
        throw new UnfitReport(
            Reason.SOURCE,
            "source %s is no text: CSV and NDJSON in UTF-8 are read".formatted(source));
      }
    }
    if (startsWith(begin, "PAR1") || startsWith(begin, "PK\u0003\u0004")) {
      throw new UnfitReport(
          Reason.SOURCE,
          "source %s is neither CSV nor NDJSON, and nothing else is read".formatted(source));
    }
  }

  private static Optional<SourceFormat> byContentType(String contentType) {
    String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (CSV_TYPES.contains(type)) {
      return Optional.of(SourceFormat.CSV);
    }
    return NDJSON_TYPES.contains(type) ? Optional.of(SourceFormat.NDJSON) : Optional.empty();
  }

  private static Optional<SourceFormat> byName(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".csv") || lower.endsWith(".tsv")) {
      return Optional.of(SourceFormat.CSV);
    }
    return lower.endsWith(".ndjson") || lower.endsWith(".jsonl")
        ? Optional.of(SourceFormat.NDJSON)
        : Optional.empty();
  }

  private static char firstCharacter(byte[] begin) {
    for (byte b : begin) {
      if (b > ' ') {
        return (char) b;
      }
    }
    return ' ';
  }

  private static boolean startsWith(byte[] begin, String magic) {
    if (begin.length < magic.length()) {
      return false;
    }
    for (int i = 0; i < magic.length(); i++) {
      if (begin[i] != magic.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
