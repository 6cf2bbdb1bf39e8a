package dev.offload.report.source;

import dev.offload.report.protocol.UnfitReport;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Guesses whether the first row of a CSV names its columns. It does if all its fields are
/// names, if a name is above numbers or dates, or if years and dates are above other things.
/// It does not if all its fields are numbers and dates like those below. Nothing else is
/// guessed. A text of digits and signs, such as `007` or `1.000,50`, hardly counts as a name.
final class CsvHeader {
  private static final Pattern MONTH_OR_DAY =
      Pattern.compile("\\d{1,2}[./-]\\d{4}|\\d{4}[./-]\\d{1,2}|\\d{1,2}[./]\\d{1,2}[./]\\d{2,4}");

  /// What people write for a missing value.
  private static final Set<String> NO_VALUES =
      Set.of("-", "--", "?", ".", "\\n", "n/a", "#n/a", "na", "nan", "nil", "none", "null");

  private final List<String> first;
  private final List<Profile> looks;
  private final List<Profile> beneath;

  /// @param first the fields of the first row, null for an empty one
  /// @param looks what each of them looks like
  /// @param beneath what the columns look like without the first row
  CsvHeader(List<String> first, List<Profile> looks, List<Profile> beneath) {
    this.first = first;
    this.looks = looks;
    this.beneath = beneath;
  }

  boolean isThere(String table, long line) throws UnfitReport {
    long nameless = columns().filter(i -> isMissing(i) && !beneath.get(i).isEmpty()).count();
    if (nameless > 1) {
      throw Unreadable.line(
          table,
          line,
          "it names only %d of %d columns: say header, or skip if this line is no row"
              .formatted(first.size() - nameless, first.size()));
    }
    boolean namesOnly = columns().noneMatch(i -> isTyped(i) || isHardlyAName(i));
    if (namesOnly || columns().anyMatch(this::isNameOverOthers)) {
      return true;
    }
    if (columns().anyMatch(this::isHardlyAName)) {
      throw unclear(table, line);
    }
    if (areLabels()) {
      if (columns().filter(this::isTyped).noneMatch(i -> beneath.get(i).looksLikeLabels())
          && columns().filter(this::isTyped).noneMatch(i -> beneath.get(i).isEmpty())) {
        return true;
      }
    } else if (columns().allMatch(i -> isTyped(i) && looks.get(i).isLike(beneath.get(i)))) {
      return false;
    }
    throw unclear(table, line);
  }

  private static UnfitReport unclear(String table, long line) {
    return Unreadable.line(
        table, line, "it may name the columns, or be a row: say header, true or false");
  }

  /// Whether all fields that are not text may be years or dates, all of them different.
  private boolean areLabels() {
    Set<String> labels = new HashSet<>();
    return columns()
        .filter(this::isTyped)
        .allMatch(i -> looks.get(i).looksLikeLabels() && labels.add(first.get(i).strip()));
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

  /// Whether it is a text of digits and signs, or stands for a missing value.
  private boolean isHardlyAName(int column) {
    if (!looks.get(column).isText()) {
      return false;
    }
    String text = first.get(column).strip();
    boolean digitsOnly =
        text.chars().anyMatch(Character::isDigit) && text.chars().noneMatch(Character::isLetter);
    return digitsOnly || NO_VALUES.contains(text.toLowerCase(Locale.ROOT));
  }

  private IntStream columns() {
    return IntStream.range(0, first.size());
  }
}
