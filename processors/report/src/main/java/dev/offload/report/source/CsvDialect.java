package dev.offload.report.source;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvReader;
import dev.offload.report.protocol.ReadingOptions;
import java.io.Reader;

/// How a CSV separates its fields.
///
/// @param quote [#NONE] if there is none
/// @param comment the first characters of lines that are comments; empty if there are none
/// @param skip how many lines at the beginning to skip
record CsvDialect(char delimiter, char quote, String comment, int skip) {
  /// A noncharacter of Unicode, which no text contains.
  static final char NONE = '\uFFFF';

  private static final int LONGEST_FIELD = 8 << 20;

  static CsvDialect of(char delimiter, ReadingOptions said, int skip) {
    return new CsvDialect(
        delimiter,
        quote(said.quote()),
        said.comment() == null ? "" : said.comment(),
        Math.max(skip, said.skip() == null ? 0 : said.skip()));
  }

  /// Whether the unquoted first field of a line makes it a comment. The reader itself skips
  /// comments that begin with a single character.
  boolean isComment(String field) {
    return comment.length() > 1 && field != null && field.startsWith(comment);
  }

  <T> CsvReader<T> reader(CsvCallbackHandler<T> handler, Reader in) {
    return CsvReader.builder()
        .fieldSeparator(delimiter)
        .quoteCharacter(quote)
        .commentStrategy(comment.length() == 1 ? CommentStrategy.SKIP : CommentStrategy.NONE)
        .commentCharacter(comment.length() == 1 ? comment.charAt(0) : '\uFFFE')
        .trimWhitespacesAroundQuotes(true)
        .allowExtraFields(true)
        .allowMissingFields(true)
        .maxBufferSize(LONGEST_FIELD)
        .build(handler, in);
  }

  /// The delimiter as shown in error texts.
  static String shown(char delimiter) {
    return delimiter == '\t' ? "a tabulator" : "\"" + delimiter + "\"";
  }

  private static char quote(String said) {
    if (said == null) {
      return '"';
    }
    return said.isEmpty() ? NONE : said.charAt(0);
  }
}
