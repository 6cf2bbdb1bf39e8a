package dev.offload.report.source;

import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Tells which numbers and dates of a first row may be names of columns: years that follow each
/// other, dates above other values, and numbers that count from 0 or 1. Everything else is
/// taken for a value.
final class CsvLabels {
  private static final Pattern COUNT = Pattern.compile("\\d{1,4}");

  private final List<String> first;
  private final List<Profile> looks;
  private final List<Profile> beneath;
  private final List<CsvTitle.Line> top;
  private final Function<String, Profile> look;
  private final boolean years;
  private final boolean dates;
  private final boolean counts;

  /// @param top the rows that follow the first one
  /// @param look tells what a field looks like
  CsvLabels(
      List<String> first,
      List<Profile> looks,
      List<Profile> beneath,
      List<CsvTitle.Line> top,
      Function<String, Profile> look) {
    this.first = first;
    this.looks = looks;
    this.beneath = beneath;
    this.top = top;
    this.look = look;
    this.years = follow(columns().filter(this::isYear).toArray());
    this.dates = columns().filter(this::isDate).count() > 1;
    this.counts = count(columns().filter(this::isCount).toArray());
  }

  /// Whether all numbers and dates of the row are years and dates, all of them different.
  boolean areYearsAndDates() {
    HashSet<String> different = new HashSet<>();
    return columns()
        .filter(i -> !looks.get(i).isEmpty() && !looks.get(i).isText())
        .allMatch(i -> (isYear(i) || isDate(i)) && different.add(text(i)));
  }

  boolean isLabel(int column) {
    Profile below = beneath.get(column);
    if (below.isEmpty() || below.looksLikeLabels()) {
      return false;
    }
    if (isDate(column)) {
      return below.isText() ? dates && !hasDates(column) : !looks.get(column).isLike(below);
    }
    return isYear(column) ? years : counts && isCount(column);
  }

  private boolean isDate(int column) {
    return looks.get(column).looksLikeLabels()
        && looks.get(column).type() != ColumnType.Plain.BIGINT;
  }

  private boolean isYear(int column) {
    return looks.get(column).looksLikeLabels()
        && looks.get(column).type() == ColumnType.Plain.BIGINT;
  }

  private boolean isCount(int column) {
    return looks.get(column).type() == ColumnType.Plain.BIGINT
        && !isYear(column)
        && COUNT.matcher(text(column)).matches();
  }

  /// Whether a column of texts has dates among its first values.
  private boolean hasDates(int column) {
    return top.stream()
        .map(line -> line.fields().get(column))
        .map(look)
        .anyMatch(each -> each.isLike(looks.get(column)) && !each.isEmpty());
  }

  /// Whether each year is as far from the last: two that are neighbours, or three and more.
  private boolean follow(int[] columns) {
    if (columns.length < 2) {
      return false;
    }
    int step = number(columns[1]) - number(columns[0]);
    return step != 0
        && (columns.length > 2 || Math.abs(step) == 1)
        && IntStream.range(1, columns.length)
            .allMatch(i -> number(columns[i]) - number(columns[i - 1]) == step);
  }

  private boolean count(int[] columns) {
    return columns.length > 1
        && number(columns[0]) <= 1
        && IntStream.range(1, columns.length)
            .allMatch(i -> number(columns[i]) == number(columns[i - 1]) + 1);
  }

  private int number(int column) {
    return Integer.parseInt(text(column));
  }

  private String text(int column) {
    return first.get(column).strip();
  }

  private IntStream columns() {
    return IntStream.range(0, first.size());
  }
}
