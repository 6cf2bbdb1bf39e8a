package dev.offload.report.source;

import dev.offload.report.protocol.UnfitReport;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// Guesses whether the first row of a CSV names its columns. It does if it is all text, and if text
/// stands over numbers or dates; years and dates stand over other things than years and dates. It
/// does not if it is all numbers and dates like those beneath. Nothing else is guessed.
final class CsvHeader {
  private final List<String> first;
  private final List<Profile> looks;
  private final List<Profile> beneath;

  /// @param first the fields of the first row, null where one is empty
  /// @param looks what each of them looks like
  /// @param beneath what the columns look like without it
  CsvHeader(List<String> first, List<Profile> looks, List<Profile> beneath) {
    this.first = first;
    this.looks = looks;
    this.beneath = beneath;
  }

  boolean isThere(String table, long line) throws UnfitReport {
    if (columns().noneMatch(this::isTyped) || columns().anyMatch(this::isTextOverOthers)) {
      return true;
    }
    if (areLabels()) {
      if (columns().filter(this::isTyped).noneMatch(i -> beneath.get(i).looksLikeLabels())
          && columns().filter(this::isTyped).noneMatch(i -> beneath.get(i).isEmpty())) {
        return true;
      }
    } else if (columns().allMatch(i -> isTyped(i) && !beneath.get(i).isText())) {
      return false;
    }
    throw Unreadable.line(
        table, line, "it may name the columns, or be a row: say header, true or false");
  }

  /// Whether all that is no text may be years or dates, each another.
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

  private boolean isTextOverOthers(int column) {
    Profile below = beneath.get(column);
    return looks.get(column).isText() && !below.isEmpty() && !below.isText();
  }

  private IntStream columns() {
    return IntStream.range(0, first.size());
  }
}
