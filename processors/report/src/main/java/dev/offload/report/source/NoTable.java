package dev.offload.report.source;

import dev.offload.report.protocol.UnfitReport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Refuses files that are no rows at all: other formats, pages, and what a server says when it
/// fails. As a CSV, the first line of a page would name the columns of an empty table.
final class NoTable {
  private static final Map<String, String> FORMATS = new LinkedHashMap<>();
  private static final int LONGEST_BEGIN = 16;

  static {
    FORMATS.put("PK\u0003\u0004", "a ZIP or XLSX file");
    FORMATS.put("PAR1", "a Parquet file");
    FORMATS.put("%PDF-", "a PDF");
    FORMATS.put("%!PS", "a PostScript file");
    FORMATS.put("{\\rtf", "an RTF file");
    FORMATS.put("\u001f\u008b", "a gzip file");
    FORMATS.put("(\u00b5/\u00fd", "a Zstandard file");
    FORMATS.put("\u00d0\u00cf\u0011\u00e0", "an old Excel or Word file");
    FORMATS.put("SQLite format 3\0", "an SQLite database");
    FORMATS.put("\u0089PNG", "a picture");
    FORMATS.put("\u00ff\u00d8\u00ff", "a picture");
  }

  /// What a page of HTML or a document of XML begins with.
  private static final Pattern PAGE =
      Pattern.compile(
          "<(?:!doctype|!--|\\?xml|(?:html|head|body|table|svg)[\\s/>])", Pattern.CASE_INSENSITIVE);

  private static final Pattern TAG = Pattern.compile("\\s*+<[?!/]?[A-Za-z].*+", Pattern.DOTALL);

  /// One word, as a column may be called.
  private static final Pattern WORD = Pattern.compile("\\s*+[^\\s:]++\\s*+");

  private NoTable() {}

  /// Refuses a file that begins like one of another format.
  static void refuseFormat(String table, Path file) throws IOException, UnfitReport {
    String begin;
    try (InputStream in = Files.newInputStream(file)) {
      begin = new String(in.readNBytes(LONGEST_BEGIN), StandardCharsets.ISO_8859_1);
    }
    for (Map.Entry<String, String> format : FORMATS.entrySet()) {
      if (begin.startsWith(format.getKey())) {
        throw Unreadable.source(
            table, "it is %s, and only CSV and JSON are read".formatted(format.getValue()));
      }
    }
  }

  /// Refuses a page of HTML and a document of XML.
  static void refusePage(String table, String begin) throws UnfitReport {
    if (PAGE.matcher(begin).lookingAt()) {
      throw Unreadable.source(table, "it is HTML or XML, and only CSV and JSON are read");
    }
  }

  /// Refuses a CSV whose first line was taken for names, without the client having said so,
  /// if it may be something else: markup, or a message without rows beneath it.
  ///
  /// @param hasRows whether rows follow
  static void refuseMessage(String table, long line, List<String> names, boolean hasRows)
      throws UnfitReport {
    String first = names.getFirst();
    boolean alone = names.size() == 1;
    boolean markup = (alone || !hasRows) && first != null && TAG.matcher(first).matches();
    if (markup || (!hasRows && isMessage(names))) {
      throw Unreadable.line(
          table,
          line,
          "it may name the columns of no rows, or be %s: set \"header\": true if it names columns"
              .formatted(markup ? "markup" : "a message"));
    }
  }

  private static boolean isMessage(List<String> names) {
    String last = names.getLast();
    if (last == null) {
      return false;
    }
    return names.size() == 1 ? !WORD.matcher(last).matches() : isSentence(last);
  }

  private static boolean isSentence(String text) {
    String stripped = text.strip();
    return stripped.indexOf(' ') >= 0 && ".!?".indexOf(stripped.charAt(stripped.length() - 1)) >= 0;
  }
}
