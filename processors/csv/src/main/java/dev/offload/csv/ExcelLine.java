package dev.offload.csv;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The line `sep=;` at the beginning of a file, which tells Excel the delimiter.
public final class ExcelLine {
  private static final int LONGEST = "\"sep=;\"".length();
  private static final Pattern SEPARATOR =
      Pattern.compile("\"?sep=([^\"])\"?", Pattern.CASE_INSENSITIVE);

  private ExcelLine() {}

  /// The delimiter, if `line` is that line. The line is given without its line break.
  public static Optional<Character> delimiter(String line) {
    if (line.length() > LONGEST) {
      return Optional.empty();
    }
    Matcher separator = SEPARATOR.matcher(line);
    return separator.matches() ? Optional.of(separator.group(1).charAt(0)) : Optional.empty();
  }
}
