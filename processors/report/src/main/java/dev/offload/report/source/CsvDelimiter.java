package dev.offload.report.source;

import dev.offload.csv.ExcelLine;
import dev.offload.report.protocol.ReadingOptions;
import dev.offload.report.protocol.UnfitReport;
import java.io.IOException;
import java.io.StringReader;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Guesses a CSV's delimiter from its first rows. It is the character with which all of them
/// have as many fields as the first, and more than one. All rows are checked against it later.
///
/// If two characters fit, the CSV is refused, unless its content type or name says that tabs
/// separate its fields.
final class CsvDelimiter {
  private static final int SAMPLE = 256 << 10;
  private static final int MOST_RECORDS = 5_000;
  private static final double NEARLY_ALL = 0.9;
  private static final List<Character> CANDIDATES = List.of(',', ';', '\t', '|');
  private static final Pattern LINE_BREAK = Pattern.compile("[\r\n]");

  private final SourceFile file;
  private final ReadingOptions said;

  private CsvDelimiter(SourceFile file) {
    this.file = file;
    this.said = file.reading();
  }

  static CsvDialect dialect(SourceFile file) throws IOException, SQLException, UnfitReport {
    return new CsvDelimiter(file).dialect();
  }

  private CsvDialect dialect() throws IOException, SQLException, UnfitReport {
    String sample = file.begin(SAMPLE);
    Optional<Character> excels = firstLine(sample).flatMap(ExcelLine::delimiter);
    int skip = excels.isPresent() ? 1 : 0;
    if (said.delimiter() != null) {
      return CsvDialect.of(said.delimiter().charAt(0), said, skip);
    }
    return CsvDialect.of(excels.isPresent() ? excels.get() : guess(sample), said, skip);
  }

  /// Empty if nothing follows it.
  private static Optional<String> firstLine(String sample) {
    Matcher end = LINE_BREAK.matcher(sample);
    return end.find() ? Optional.of(sample.substring(0, end.start())) : Optional.empty();
  }

  private char guess(String sample) throws IOException, SQLException, UnfitReport {
    List<Fit> fits = new ArrayList<>();
    for (char candidate : CANDIDATES) {
      boolean used =
          String.valueOf(candidate).equals(said.decimal())
              || String.valueOf(candidate).equals(said.quote())
              || (said.comment() != null && said.comment().charAt(0) == candidate);
      if (!used) {
        fits.add(fit(candidate, sample));
      }
    }
    if (file.tabs() && fits.stream().anyMatch(fit -> fit.delimiter == '\t' && fit.isExact())) {
      return '\t';
    }
    if (fits.stream().anyMatch(Fit::isExact)) {
      return only(fits);
    }
    if (",".equals(said.decimal()) && fit(',', sample).isExact()) {
      return decimal(fits);
    }
    Optional<Fit> best =
        fits.stream()
            .filter(fit -> fit.first > 1)
            .max(Comparator.comparingDouble(fit -> fit.agreeing));
    return best.isPresent() ? best.get().delimiter : oneColumn(fits);
  }

  /// The one that fits. Another that fits nearly all rows makes it unclear too.
  private char only(List<Fit> fits) throws UnfitReport {
    List<Fit> fitting =
        fits.stream()
            .filter(fit -> fit.isExact() || (fit.first > 1 && fit.agreeing > NEARLY_ALL))
            .toList();
    if (fitting.size() > 1) {
      throw unclear(
          "the fields may be separated by %s or by %s: set the delimiter"
              .formatted(
                  CsvDialect.shown(fitting.get(0).delimiter),
                  CsvDialect.shown(fitting.get(1).delimiter)));
    }
    return fitting.getFirst().delimiter;
  }

  /// The comma is the only character that fits, but it is within decimals too. It is the
  /// delimiter if the text can't be read without it.
  private char decimal(List<Fit> others) throws UnfitReport {
    if (others.stream().allMatch(fit -> fit.broken)) {
      return ',';
    }
    throw unclear("the fields may be separated by \",\", which is the decimal: set the delimiter");
  }

  /// The first row has one field with every delimiter. Most other rows must then have one
  /// field too.
  private char oneColumn(List<Fit> fits) throws UnfitReport {
    for (Fit fit : fits) {
      if (fit.first == 1 && fit.usual > 1) {
        throw unclear(
            ("the first row has one field, and most others have %d, separated by %s: set skip or"
                    + " comment if it is not a row, else set the delimiter")
                .formatted(fit.usual, CsvDialect.shown(fit.delimiter)));
      }
    }
    return fits.getFirst().delimiter;
  }

  private UnfitReport unclear(String words) {
    return Unreadable.line(file.table(), 1, words);
  }

  /// How well a delimiter fits the sample.
  ///
  /// @param first how many fields the first record has
  /// @param all whether all others have the same number; fewer are fine with nullPadding
  /// @param agreeing which share of the others has the same number
  /// @param usual how many fields more than half of the others have; 1 if none do
  /// @param broken whether the sample can't be read with it
  private record Fit(
      char delimiter, int first, boolean all, double agreeing, int usual, boolean broken) {
    boolean isExact() {
      return first > 1 && all;
    }
  }

  private Fit fit(char delimiter, String sample) throws IOException, SQLException {
    List<Integer> sizes = new ArrayList<>();
    boolean broken = false;
    try {
      new CsvRecords(file.table(), CsvDialect.of(delimiter, said, 0))
          .read(
              new StringReader(sample),
              record -> {
                if (!record.isBlank()) {
                  sizes.add(record.size());
                }
                return sizes.size() < MOST_RECORDS;
              });
    } catch (UnfitReport _) {
      broken = true;
    }
    if (sample.length() == SAMPLE && sizes.size() > 1) {
      sizes.removeLast(); // it may be incomplete
      broken = false; // perhaps because the sample ends there
    }
    if (sizes.isEmpty()) {
      return new Fit(delimiter, 0, false, 0, 1, broken);
    }
    int first = sizes.getFirst();
    List<Integer> others = sizes.subList(1, sizes.size());
    long same = others.stream().filter(size -> size == first).count();
    return new Fit(
        delimiter,
        first,
        !broken && (same == others.size() || isPadded(first, others)),
        others.isEmpty() ? 1 : (double) same / others.size(),
        usual(others),
        broken);
  }

  /// Whether rows that are too short may be filled up, and no row is too long.
  private boolean isPadded(int first, List<Integer> others) {
    return Boolean.TRUE.equals(said.nullPadding())
        && others.stream().allMatch(size -> size <= first)
        && others.stream().anyMatch(size -> size > 1);
  }

  private static int usual(List<Integer> sizes) {
    Map<Integer, Integer> counts = new HashMap<>();
    sizes.forEach(size -> counts.merge(size, 1, Integer::sum));
    return counts.entrySet().stream()
        .filter(each -> each.getValue() * 2 > sizes.size())
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(1);
  }
}
