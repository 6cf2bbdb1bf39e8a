package dev.offload.report.protocol;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// What the sender of a source says about how to read it. Whatever is null is found out.
///
/// @param encoding the name of a character encoding
/// @param header whether the first row names the columns
/// @param delimiter one character between fields
/// @param quote one character around fields, or empty: there is none
/// @param comment one character that lines which are no rows begin with; null: there is none
/// @param decimal `.` or `,`; null: `.`
/// @param dateFormat how dates are written; null: as ISO 8601 has it
/// @param columns names and types
public record Reading(
    SourceFormat format,
    String encoding,
    Boolean header,
    String delimiter,
    String quote,
    String comment,
    String decimal,
    String dateFormat,
    Columns columns) {

  /// Nothing is said.
  public static final Reading UNSAID =
      new Reading(null, null, null, null, null, null, null, null, null);

  public Reading {
    requireOne("delimiter", delimiter);
    requireOne("comment", comment);
    if (quote != null && !quote.isEmpty()) {
      requireOne("quote", quote);
    }
    List<String> marks =
        Stream.of(delimiter, quote, comment)
            .filter(Objects::nonNull)
            .filter(mark -> !mark.isEmpty())
            .toList();
    if (marks.stream().distinct().count() < marks.size()) {
      throw new IllegalArgumentException(
          "delimiter, quote and comment must be different characters");
    }
    if (decimal != null && !decimal.equals(".") && !decimal.equals(",")) {
      throw new IllegalArgumentException("decimal must be . or , and not %s".formatted(decimal));
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
    boolean csvOnly =
        Stream.of(header, delimiter, quote, comment, decimal).anyMatch(Objects::nonNull);
    if (format == SourceFormat.JSON && csvOnly) {
      throw new IllegalArgumentException(
          "header, delimiter, quote, comment and decimal are for CSV, not for JSON");
    }
  }

  /// Whether something is said that only CSV has.
  @JsonIgnore
  public boolean isOfCsv() {
    return Stream.of(header, delimiter, quote, comment, decimal).anyMatch(Objects::nonNull);
  }

  /// The encoding of a name; `Latin-1` is known, too.
  public static Charset charset(String name) {
    try {
      return name.equalsIgnoreCase("latin-1")
          ? StandardCharsets.ISO_8859_1
          : Charset.forName(name.strip());
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw new IllegalArgumentException("encoding %s is not known".formatted(name), e);
    }
  }

  private static void requireOne(String member, String value) {
    if (value == null) {
      return;
    }
    if (value.length() != 1 || "\r\n\0\uFEFF\uFFFF".contains(value)) {
      throw new IllegalArgumentException(
          "%s must be one character and no line end".formatted(member));
    }
  }
}
