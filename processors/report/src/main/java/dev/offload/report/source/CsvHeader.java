package dev.offload.report.source;

import dev.offload.report.protocol.UnfitReport;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Guesses whether the first row of a CSV names its columns. It does if all its fields are
/// names, or if a name is above numbers or dates, or if [CsvLabels] are above other things. It
/// does not if all its fields are numbers and dates like those below. Nothing else is guessed:
/// where one field looks like a name and another like a value, the CSV is refused.
final class CsvHeader {
  private static final Pattern MONTH_OR_DAY =
      Pattern.compile("\\d{1,2}[./-]\\d{4}|\\d{4}[./-]\\d{1,2}|\\d{1,2}[./]\\d{1,2}[./]\\d{2,4}");

  private final List<String> first;
  private final List<Profile> looks;
  private final List<Profile> beneath;
  private final CsvLabels labels;

  /// @param first the fields of the first row, null for an empty one
  /// @param top the rows that follow it
  /// @param beneath what the columns look like without the first row
  /// @param look tells what a field looks like
  CsvHeader(
      List<String> first,
      List<CsvTitle.Line> top,
      List<Profile> beneath,
      Function<String, Profile> look) {
    this.first = first;
    this.looks = first.stream().map(look).toList();
    this.beneath = beneath;
    this.labels = new CsvLabels(first, looks, beneath, top, look);
  }

  boolean isThere(String table, long line) throws UnfitReport {
    requireNames(table, line);
    boolean values = columns().anyMatch(this::isValue);
    boolean unlikely = columns().anyMatch(this::isHardlyAName);
    boolean namesOnly = columns().noneMatch(this::isTyped) && !unlikely;
    if (!values && (namesOnly || columns().anyMatch(this::isNameOverOthers))) {
      return true;
    }
    if (labels.areYearsAndDates()) {
      if (!values && !unlikely) {
        return true;
      }
    } else if (columns().allMatch(i -> isTyped(i) && looks.get(i).isLike(beneath.get(i)))) {
      return false;
    }
    throw Unreadable.line(
        table, line, "it may name the columns, or be a row: set header to true or false");
  }

  /// Only the first column, or a column without values, may lack a name, and only one of many
  /// columns.
  private void requireNames(String table, long line) throws UnfitReport {
    int[] nameless = columns().filter(i -> isMissing(i) && !beneath.get(i).isEmpty()).toArray();
    if (nameless.length > 1 || (nameless.length == 1 && nameless[0] == 1 && first.size() == 2)) {
      throw Unreadable.line(
          table,
          line,
          "it names only %d of %d columns: set header, or skip if this line is not a row"
              .formatted(first.size() - nameless.length, first.size()));
    }
  }

  /// Whether the column speaks against a header.
  private boolean isValue(int column) {
    if (isTyped(column)) {
      return !labels.isLabel(column);
    }
    boolean digits = looks.get(column).isText() && NoName.isOfDigits(first.get(column));
    return digits && beneath.get(column).isText();
  }

  private boolean isTyped(int column) {
    Profile look = looks.get(column);
    return !look.isEmpty() && !look.isText();
  }

  private boolean isMissing(int column) {
    return first.get(column) == null || first.get(column).isBlank();
  }

  private boolean isNameOverOthers(int column) {
    Profile below = beneath.get(column);
    boolean names =
        looks.get(column).isText()
            && (!isHardlyAName(column)
                || MONTH_OR_DAY.matcher(first.get(column).strip()).matches());
    return names && !below.isEmpty() && !below.isText();
  }

  private boolean isHardlyAName(int column) {
    return looks.get(column).isText() && NoName.isLike(first.get(column));
  }

  private IntStream columns() {
    return IntStream.range(0, first.size());
  }
}
