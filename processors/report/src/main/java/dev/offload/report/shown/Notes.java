package dev.offload.report.shown;

import dev.offload.report.protocol.Format;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a report says about itself.
public final class Notes {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm", Locale.ENGLISH);

  /// The formats that have all rows.
  private static final List<Format> COMPLETE =
      List.of(Format.XLSX, Format.CSV, Format.JSON, Format.PARQUET);

  private Notes() {}

  /// How many rows there are.
  public static String rows(long rows) {
    return Numbers.grouped(rows) + (rows == 1 ? " row" : " rows");
  }

  /// When the report was made.
  public static String time(Instant instant) {
    return TIME.format(instant.atOffset(ZoneOffset.UTC)) + " UTC";
  }

  /// That a chart does not show all rows. Empty if it does.
  public static Optional<String> chart(long shown, long rows) {
    return shown < rows
        ? Optional.of(
            "The chart shows the first %s of %s.".formatted(Numbers.grouped(shown), rows(rows)))
        : Optional.empty();
  }

  /// That a table does not show all rows, and where they are. Empty if it does.
  public static Optional<String> rows(long shown, long rows, Collection<Format> files) {
    if (shown >= rows) {
      return Optional.empty();
    }
    String where =
        COMPLETE.stream()
            .filter(files::contains)
            .findFirst()
            .map(format -> "All of them are in %s.".formatted(format.fileName()))
            .orElse("A report in another format, such as XLSX or CSV, has all of them.");
    return Optional.of(
        "The first %s of %s. %s".formatted(Numbers.grouped(shown), rows(rows), where));
  }
}
