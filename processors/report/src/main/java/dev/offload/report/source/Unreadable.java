package dev.offload.report.source;

import dev.offload.report.protocol.Reason;
import dev.offload.report.protocol.UnfitReport;

/// The errors for sources that can't be read, with the place of the error.
final class Unreadable {
  private static final int LONGEST_VALUE = 80;

  private Unreadable() {}

  static UnfitReport source(String table, String words) {
    return new UnfitReport(Reason.SOURCE, "source %s: %s".formatted(table, words));
  }

  static UnfitReport line(String table, long line, String words) {
    return source(table, "line %d: %s".formatted(line, words));
  }

  /// @param column the number of the character or the field, counted from 1
  static UnfitReport at(String table, long line, long column, String words) {
    return source(table, "line %d, column %d: %s".formatted(line, column, words));
  }

  /// A value of the source as shown in error texts.
  static String shown(String value) {
    String cut = value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE) + "…";
    return '"' + cut + '"';
  }
}
