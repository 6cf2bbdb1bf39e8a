package dev.offload.report.protocol;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.offload.csv.TextEncoding;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// What a client says about how to read a source. Whatever is null is found out, unless this
/// says otherwise.
///
/// @param encoding the name of a character encoding
/// @param header whether the first row names the columns
/// @param delimiter one character between fields
/// @param quote one character around fields; empty if there is none
/// @param comment the first characters of lines that are comments; null if there are none
/// @param skip how many lines at the beginning to skip; null if none
/// @param nullPadding whether a row that is too short is filled with NULL; otherwise it is
///     refused
/// @param decimal `.` or `,`; null for `.`
/// @param dateFormat how dates are written; null for ISO 8601
/// @param columns names and types
public record ReadingOptions(
    SourceFormat format,
    String encoding,
    Boolean header,
    String delimiter,
    String quote,
    String comment,
    Integer skip,
    Boolean nullPadding,
    String decimal,
    String dateFormat,
    Columns columns) {

  /// The members that only apply to CSV, for error texts.
  public static final String OF_CSV =
      "header, delimiter, quote, comment, skip, nullPadding and decimal";

  private static final String NO_MARKS = "\r\n\0\uFEFF\uFFFE\uFFFF";
  private static final int LONGEST_COMMENT = 10;
  private static final int MOST_SKIPPED = 1_000;

  /// Everything is to be found out.
  public static final ReadingOptions UNSPECIFIED =
      new ReadingOptions(null, null, null, null, null, null, null, null, null, null, null);

  public ReadingOptions {
    requireOne("delimiter", delimiter);
    requireComment(comment);
    if (skip != null && (skip < 0 || skip > MOST_SKIPPED)) {
      throw new IllegalArgumentException(
          "skip must be 0 to %,d, was %d".formatted(MOST_SKIPPED, skip));
    }
    if (quote != null && !quote.isEmpty()) {
      requireOne("quote", quote);
    }
    List<String> marks =
        Stream.of(delimiter, quote, comment)
            .filter(Objects::nonNull)
            .filter(mark -> !mark.isEmpty())
            .map(mark -> mark.substring(0, 1))
            .toList();
    if (marks.stream().distinct().count() < marks.size()) {
      throw new IllegalArgumentException(
          "delimiter, quote and the beginning of a comment must be different characters");
    }
    if (decimal != null && !decimal.equals(".") && !decimal.equals(",")) {
      throw new IllegalArgumentException("decimal must be . or a comma, was %s".formatted(decimal));
    }
    if (encoding != null) {
      charset(encoding);
    }
    if (dateFormat != null) {
      DatePattern.of(dateFormat);
    }
    if (Boolean.FALSE.equals(header) && columns != null && !columns.ordered()) {
      throw new IllegalArgumentException(
          "columns must be a list where there is no header: an object has no order");
    }
    if (format == SourceFormat.JSON
        && isOfCsv(header, delimiter, quote, comment, skip, nullPadding, decimal)) {
      throw new IllegalArgumentException(OF_CSV + " are for CSV, not for JSON");
    }
  }

  /// Whether any member is set that applies only to CSV.
  @JsonIgnore
  public boolean isOfCsv() {
    return isOfCsv(header, delimiter, quote, comment, skip, nullPadding, decimal);
  }

  private static boolean isOfCsv(Object... members) {
    return Stream.of(members).anyMatch(Objects::nonNull);
  }

  /// What separates a number's whole part and its decimals.
  public char point() {
    return decimal == null ? '.' : decimal.charAt(0);
  }

  /// How dates are written; null for ISO 8601.
  public DatePattern dates() {
    return dateFormat == null ? null : DatePattern.of(dateFormat);
  }

  /// The encoding of that name. `Latin-1` is known too.
  public static Charset charset(String name) {
    return TextEncoding.named(name)
        .orElseThrow(
            () -> new IllegalArgumentException("encoding %s is not known".formatted(name)));
  }

  private static void requireComment(String comment) {
    boolean fits =
        comment == null
            || (!comment.isEmpty()
                && comment.length() <= LONGEST_COMMENT
                && comment.chars().noneMatch(c -> NO_MARKS.indexOf(c) >= 0));
    if (!fits) {
      throw new IllegalArgumentException(
          "comment must be 1 to %d characters without a line end".formatted(LONGEST_COMMENT));
    }
  }

  private static void requireOne(String member, String value) {
    if (value == null) {
      return;
    }
    if (value.length() != 1 || NO_MARKS.contains(value)) {
      throw new IllegalArgumentException(
          "%s must be one character, and not a line end".formatted(member));
    }
  }
}
