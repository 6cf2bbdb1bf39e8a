package dev.offload.report.source;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvReader;
import dev.offload.report.protocol.Reading;
import java.io.Reader;

/// How the fields of a CSV are told apart.
///
/// @param quote [#NONE]: there is none
/// @param comment what lines that are no rows begin with; empty: there are none
/// @param skip lines at its beginning that are no rows
record CsvDialect(char delimiter, char quote, String comment, int skip) {
  /// A character that is in no text: it is a noncharacter of Unicode.
  static final char NONE = '\uFFFF';

  private static final int LONGEST_FIELD = 8 << 20;

  static CsvDialect of(char delimiter, Reading said, int skip) {
    return new CsvDialect(
        delimiter,
        quote(said.quote()),
        said.comment() == null ? "" : said.comment(),
        Math.max(skip, said.skip() == null ? 0 : said.skip()));
  }

  /// Whether the field that a line begins with, not in quotes, makes it a comment. Comments of one
  /// character the reader passes over by itself.
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

  /// The delimiter in words.
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
