package dev.offload.email.letter;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Values for templates.
final class Samples {
  /// The columns of a list.
  static final Names COLUMNS = Names.ofMailing(Set.of("First Name", "city", "no"));

  /// A recipient as JSON has it.
  static final Map<String, Object> ADA =
      Map.of(
          "email",
          "ada@example.com",
          "name",
          "Ada <&> \"Lovelace\"",
          "data",
          Map.of("order", Map.of("no", 17, "paid", true), "tags", List.of("a", "b")));

  /// A recipient as a list has it: all values are texts.
  static final Map<String, Object> CELLS =
      Map.of(
          "name",
          "",
          "data",
          cells(
              "false",
              "false",
              "FALSE",
              "FALSE",
              "true",
              "true",
              "TRUE",
              "TRUE",
              "zero",
              "0",
              "ten",
              "10",
              "nine",
              "9",
              "tenth",
              "10.0",
              "day",
              "2026-09-30",
              "later",
              "2026-10-01",
              "none",
              "0",
              "empty",
              "",
              "blank",
              " ",
              "no",
              "no",
              "decimals",
              "0.00",
              "negative",
              "-0",
              "hard",
              "\u00A0",
              "article",
              "9x",
              "paid",
              "3"));

  private Samples() {}

  private static Map<String, String> cells(String... namesAndTexts) {
    Map<String, String> cells = new HashMap<>();
    for (int i = 0; i < namesAndTexts.length; i += 2) {
      cells.put(namesAndTexts[i], namesAndTexts[i + 1]);
    }
    return cells;
  }
}
