package dev.offload.report.source;

import java.util.Locale;
import java.util.Set;

/// Texts that hardly name a column: numbers that are written in another way, such as `007` or
/// `1.000,50`, and what people and programs write for a missing value.
final class NoName {
  private static final Set<String> MISSING =
      Set.of(
          "\\n",
          "n/a",
          "#n/a",
          "na",
          "n.a.",
          "n.a",
          "<na>",
          "nan",
          "-nan",
          "nil",
          "none",
          "null",
          "(null)",
          "<null>",
          "[null]",
          "k.a.",
          "k. a.",
          "tbd",
          "tba",
          "#value!",
          "#div/0!",
          "#ref!",
          "#name?",
          "#num!",
          "#null!",
          "inf",
          "+inf",
          "-inf",
          "infinity",
          "+infinity",
          "-infinity",
          "1.#qnan",
          "1.#inf",
          "-1.#ind");

  private static final String STROKES = "-–—−_.…?*~/\\";

  private NoName() {}

  /// Whether the text is one of them.
  static boolean isLike(String field) {
    String text = field.strip();
    return isOfDigits(text)
        || MISSING.contains(text.toLowerCase(Locale.ROOT))
        || text.chars().allMatch(c -> STROKES.indexOf(c) >= 0);
  }

  /// Whether the text has digits and no letters.
  static boolean isOfDigits(String text) {
    return text.chars().anyMatch(Character::isDigit) && text.chars().noneMatch(Character::isLetter);
  }
}
