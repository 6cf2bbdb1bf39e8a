package dev.offload.report.shown;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.report.protocol.Column;

/// Writes values of an answer for people.
public final class Values {
  private Values() {}

  /// The text of a cell. Numbers are grouped by thousands, and inexact fractions have ten
  /// digits.
  public static String text(JsonNode cell, Column column) {
    if (cell.isNull()) {
      return "";
    }
    if (!cell.isNumber()) {
      return cell.asText();
    }
    return column.isInexact()
        ? Numbers.precise(cell.asDouble())
        : Numbers.grouped(cell.decimalValue());
  }
}
