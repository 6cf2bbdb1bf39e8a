package dev.offload.email.recipients;

import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.offload.email.recipients.Entry.Invalid;
import dev.offload.schemas.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/// Reads recipients from CSV (RFC 4180, UTF-8): a line of column names, `email` among them and
/// perhaps `name`, then one recipient per record; all other columns are data.
///
/// A record that is no recipient is an entry of its own. What makes the file unreadable from there
/// on, such as a quote without end, makes the list unfit.
final class CsvRecipients {
  private static final String EMAIL = "email";
  private static final String NAME = "name";
  private static final int MAX_COLUMNS = 100;
  private static final int MAX_FIELD = 64 * 1024;

  private final List<String> columns;

  private CsvRecipients(List<String> columns) {
    this.columns = columns;
  }

  static void read(InputStream in, Consumer<Entry> reader) throws IOException, UnfitList {
    try (CsvReader<CsvRecord> records =
        CsvReader.builder()
            .allowExtraFields(true)
            .allowMissingFields(true)
            .detectBomHeader(true)
            .maxBufferSize(MAX_FIELD)
            .ofCsvRecord(in, StandardCharsets.UTF_8)) {
      Iterator<CsvRecord> rows = records.iterator();
      if (!rows.hasNext()) {
        throw new UnfitList("the file is empty; its first line must name the columns");
      }
      CsvRecipients csv = new CsvRecipients(columns(rows.next()));
      for (int index = 0; rows.hasNext(); index++) {
        reader.accept(csv.entry(index, rows.next()));
      }
    } catch (CsvParseException e) {
      throw new UnfitList("the file is no CSV: " + e.getMessage());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private Entry entry(int index, CsvRecord row) {
    if (row.getFieldCount() != columns.size()) {
      return new Invalid(
          index,
          "line %d has %d fields for %d columns"
              .formatted(row.getStartingLineNumber(), row.getFieldCount(), columns.size()));
    }
    String email = null;
    String name = null;
    ObjectNode data = Json.MAPPER.createObjectNode();
    for (int i = 0; i < columns.size(); i++) {
      switch (columns.get(i)) {
        case EMAIL -> email = row.getField(i).strip();
        case NAME -> name = row.getField(i).strip();
        case String column -> data.put(column, row.getField(i));
      }
    }
    return RecipientCheck.of(index, email, name, data);
  }

  /// The columns' names; of `email` and `name` the case does not matter.
  private static List<String> columns(CsvRecord header) throws UnfitList {
    List<String> columns = header.getFields().stream().map(CsvRecipients::column).toList();
    if (!columns.contains(EMAIL)) {
      throw new UnfitList("the first line names no column email");
    }
    if (columns.size() > MAX_COLUMNS) {
      throw new UnfitList("there are more than %d columns".formatted(MAX_COLUMNS));
    }
    Set<String> seen = new HashSet<>();
    for (String column : columns) {
      if (!seen.add(column)) {
        throw new UnfitList("two columns are named %s".formatted(column));
      }
    }
    return columns;
  }

  private static String column(String text) {
    String name = text.strip();
    String small = name.toLowerCase(Locale.ROOT);
    return small.equals(EMAIL) || small.equals(NAME) ? small : name;
  }
}
