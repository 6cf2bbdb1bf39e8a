package dev.offload.report.source;

import dev.offload.report.protocol.UnfitReport;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Tells whether the first line of a CSV may be a title, and the names of the columns further
/// down. A line of names gives it away: what is beneath it has types, and what is above it has
/// none.
final class CsvTitle {
  /// Among how many lines after the first the names are looked for.
  static final int MOST_LINES = 20;

  private final List<String> first;
  private final Function<String, Profile> look;
  private long names;

  /// A row near the beginning.
  ///
  /// @param number the line on which it begins, counted from 1
  record Line(long number, List<String> fields) {}

  /// @param look tells what a field looks like
  CsvTitle(List<String> first, Function<String, Profile> look) {
    this.first = first;
    this.look = look;
  }

  /// Looks at the last of some lines.
  ///
  /// @param lines all lines from the second one to this one
  /// @param beneath what the columns look like beneath it
  void see(List<Line> lines, List<Profile> beneath) {
    List<String> fields = lines.getLast().fields();
    int[] typed = columns().filter(i -> isTyped(beneath.get(i))).toArray();
    boolean named = typed.length > 0 && columns().allMatch(i -> isName(fields.get(i)));
    if (!named || (typed.length == 1 && first.size() > 1 && !looksLikeTitle(fields))) {
      return;
    }
    boolean typedAbove =
        lines.subList(0, lines.size() - 1).stream()
            .anyMatch(
                line ->
                    IntStream.of(typed).anyMatch(i -> isTyped(look.apply(line.fields().get(i)))));
    if (!typedAbove) {
      names = lines.getLast().number();
    }
  }

  /// Refuses the CSV if the first line may be a title.
  void refuse(String table) throws UnfitReport {
    if (names > 0) {
      throw Unreadable.line(
          table,
          names,
          "it may name the columns, with a title above it: set \"skip\": %d if it does, else \"header\": true"
              .formatted(names - 1));
    }
  }

  /// Whether the first line is not full, or has a blank after a delimiter, unlike the names.
  private boolean looksLikeTitle(List<String> names) {
    return first.stream().anyMatch(CsvTitle::isMissing)
        || (columns().anyMatch(i -> beginsBlank(first.get(i)))
            && columns().noneMatch(i -> beginsBlank(names.get(i))));
  }

  private boolean isName(String field) {
    return !isMissing(field) && look.apply(field).isText() && !NoName.isLike(field);
  }

  private static boolean isTyped(Profile look) {
    return !look.isEmpty() && !look.isText();
  }

  private static boolean isMissing(String field) {
    return field == null || field.isBlank();
  }

  private static boolean beginsBlank(String field) {
    return !isMissing(field) && Character.isWhitespace(field.charAt(0));
  }

  private IntStream columns() {
    return IntStream.range(0, first.size());
  }
}
