package dev.offload.report.source;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvReader;
import dev.offload.report.protocol.Reading;
import java.io.Reader;

/// How the fields of a CSV are told apart.
///
/// @param quote [#NONE]: there is none
/// @param comment [#NONE]: there are none
/// @param skip lines at its beginning that are no rows
record CsvDialect(char delimiter, char quote, char comment, int skip) {
  /// A character that is in no text: it is a noncharacter of Unicode.
  static final char NONE = '\uFFFF';

  private static final int LONGEST_FIELD = 8 << 20;

  static CsvDialect of(char delimiter, Reading said, int skip) {
    return new CsvDialect(delimiter, one(said.quote(), '"'), one(said.comment(), NONE), skip);
  }

  <T> CsvReader<T> reader(CsvCallbackHandler<T> handler, Reader in) {
    return CsvReader.builder()
        .fieldSeparator(delimiter)
        .quoteCharacter(quote)
        .commentStrategy(comment == NONE ? CommentStrategy.NONE : CommentStrategy.SKIP)
        .commentCharacter(comment == NONE ? '\uFFFE' : comment)
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

  private static char one(String said, char otherwise) {
    if (said == null) {
      return otherwise;
    }
    return said.isEmpty() ? NONE : said.charAt(0);
  }
}
