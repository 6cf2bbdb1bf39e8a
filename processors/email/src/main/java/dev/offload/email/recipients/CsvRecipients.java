package dev.offload.email.recipients;

import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvReader.CsvReaderBuilder;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import dev.offload.csv.EndMarked;
import dev.offload.csv.ExcelLine;
import dev.offload.email.blanks.Blanks;
import dev.offload.email.recipients.Entry.Invalid;
import dev.offload.schemas.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/// Reads recipients from CSV (RFC 4180). The first line names the columns: `email`, perhaps
/// `name`, and others, which are data. Each record after it is a recipient.
///
/// A record that is not a recipient is still an entry, and an empty record is skipped. If the file
/// can't be read on, for example because of a quote without an end, the whole list is unfit.
final class CsvRecipients {
  private static final int MAX_FIELD = 64 * 1024;
  private static final List<Character> DELIMITERS = List.of(',', ';', '\t', '|');

  private CsvRecipients() {}

  /// @throws java.nio.charset.CharacterCodingException if the bytes are not text in its
  ///     encoding
  static void read(InputStream in, CsvForm form, Consumer<Entry> reader)
      throws IOException, UnfitList {
    try (BufferedReader text = CsvText.open(in, form.encoding());
        CsvReader<CsvRecord> records =
            form(delimiter(text, form))
                .allowExtraFields(true)
                .allowMissingFields(true)
                .build(CsvRecordHandler.of(), new EndMarked(text))) {
      Iterator<CsvRecord> rows = records.iterator();
      CsvRecord row = rows.next();
      if (isSeparatorLine(row)) {
        row = rows.next();
      }
      if (isEnd(row)) {
        throw new UnfitList("the file is empty; its first line must name the columns");
      }
      Columns columns = Columns.of(row);
      long line = row.getStartingLineNumber();
      int index = 0;
      while (rows.hasNext()) {
        row = rows.next();
        if (isEnd(row)) {
          return;
        }
        line = row.getStartingLineNumber();
        if (!row.getFields().stream().allMatch(Blanks::isBlank)) {
          reader.accept(entry(index++, columns, row));
        }
      }
      throw new UnfitList(
          "in line %d or one of those before it a quote is opened and never closed"
              .formatted(line));
    } catch (CsvParseException e) {
      throw new UnfitList("the file is not CSV: " + e.getMessage());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /// Whether it is the line that [EndMarked] adds.
  private static boolean isEnd(CsvRecord row) {
    return row.getFieldCount() == 1 && row.getField(0).equals(EndMarked.MARK);
  }

  /// Whether it is the line for Excel. With that delimiter, `sep=;` is a field and an empty one.
  private static boolean isSeparatorLine(CsvRecord row) {
    List<String> fields = row.getFields();
    return (fields.size() == 2
            && fields.getFirst().equalsIgnoreCase("sep=")
            && fields.getLast().isEmpty())
        || (fields.size() == 1 && ExcelLine.delimiter(fields.getFirst()).isPresent());
  }

  private static CsvReaderBuilder form(char delimiter) {
    return CsvReader.builder()
        .fieldSeparator(delimiter)
        .trimWhitespacesAroundQuotes(true)
        .maxBufferSize(MAX_FIELD);
  }

  /// The first usual delimiter with which the first line has a column `email`.
  private static char delimiter(BufferedReader text, CsvForm form) throws IOException {
    if (form.delimiter() != null) {
      return form.delimiter();
    }
    text.mark(MAX_FIELD + 1);
    char[] start = new char[MAX_FIELD];
    int length = 0;
    for (int read = 0; read >= 0 && length < start.length; length += Math.max(read, 0)) {
      read = text.read(start, length, start.length - length);
    }
    text.reset();
    String header =
        new String(start, 0, length).lines().filter(line -> !line.isEmpty()).findFirst().orElse("");
    return ExcelLine.delimiter(header)
        .or(() -> DELIMITERS.stream().filter(usual -> namesEmail(header, usual)).findFirst())
        .orElse(DELIMITERS.getFirst());
  }

  private static boolean namesEmail(String header, char delimiter) {
    try {
      return Columns.nameEmail(form(delimiter).ofSingleCsvRecord(header));
    } catch (CsvParseException _) {
      return false;
    }
  }

  private static Entry entry(int index, Columns columns, CsvRecord row) {
    String fault = columns.fault(row);
    if (fault != null) {
      return new Invalid(index, fault);
    }
    String email = null;
    String name = null;
    ObjectNode data = Json.MAPPER.createObjectNode();
    for (int i = 0; i < columns.names().size(); i++) {
      switch (columns.names().get(i)) {
        case Columns.EMAIL -> email = Blanks.strip(row.getField(i));
        case Columns.NAME -> name = Blanks.strip(row.getField(i));
        case "" -> {} // it is empty
        case String column -> data.put(column, row.getField(i));
      }
    }
    return RecipientCheck.of(index, email, name, data);
  }
}
