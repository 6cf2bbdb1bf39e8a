package dev.offload.report.source;

import de.siegmar.fastcsv.reader.CsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.RecordType;
import dev.offload.csv.EndMarked;
import dev.offload.report.protocol.UnfitReport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.Arrays;

/// The records of a CSV, one after the other, without empty lines. An empty field is null, and
/// an empty field in quotes is an empty text.
final class CsvRecords {
  /// How many fields a record may have.
  static final int MOST_FIELDS = 2_000;

  private final String table;
  private final CsvDialect dialect;

  /// Receives records.
  @FunctionalInterface
  interface Sink {
    /// Receives a record, which is only valid until this returns. Returns false to receive no
    /// more.
    boolean record(CsvRecord record) throws IOException, SQLException, UnfitReport;
  }

  CsvRecords(String table, CsvDialect dialect) {
    this.table = table;
    this.dialect = dialect;
  }

  void read(Reader text, Sink sink) throws IOException, SQLException, UnfitReport {
    BufferedReader lines = new BufferedReader(text);
    for (int i = 0; i < dialect.skip(); i++) {
      lines.readLine();
    }
    Fields fields = new Fields(dialect.skip());
    long line = 1;
    int field = 1;
    try (CsvReader<CsvRecord> records = dialect.reader(fields, new EndMarked(lines))) {
      for (CsvRecord record : records) {
        if (record.isEnd()) {
          return;
        }
        if (!isComment(record) && !sink.record(record)) {
          return;
        }
        line = record.line;
        field = record.size;
      }
    } catch (CsvParseException e) {
      throw refusal(fields, e);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    throw Unreadable.at(
        table,
        line,
        field,
        "a quote is opened and never closed: set quote, to empty if there is none");
  }

  private boolean isComment(CsvRecord record) throws UnfitReport {
    if (record.beginsQuoted || !dialect.isComment(record.field(0))) {
      return false;
    }
    if (record.quoted) {
      // A quote may continue in lines that are rows.
      throw Unreadable.line(
          table, record.line, "a comment has a quote in it: set quote, to empty if there is none");
    }
    return true;
  }

  private UnfitReport refusal(Fields fields, CsvParseException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return Unreadable.at(
        table,
        fields.record.line,
        fields.record.size + 1L,
        cause.getMessage() + ": set delimiter and quote if they are different");
  }

  /// A record. The same object is used for every record.
  static final class CsvRecord {
    private String[] fields = new String[16];
    private int size;
    private long line;
    private boolean quoted;
    private boolean beginsQuoted;

    long line() {
      return line;
    }

    int size() {
      return size;
    }

    String field(int index) {
      return fields[index];
    }

    String[] copy() {
      return Arrays.copyOf(fields, size);
    }

    /// Whether the line is blank.
    boolean isBlank() {
      return size == 1 && !quoted && (fields[0] == null || fields[0].isBlank());
    }

    /// Adds null fields until it has `length` fields.
    void pad(int length) {
      while (size < length) {
        add(null, false);
      }
    }

    private boolean isEnd() {
      return size == 1 && !quoted && EndMarked.MARK.equals(fields[0]);
    }

    private void add(String field, boolean isQuoted) {
      if (size == fields.length) {
        fields = Arrays.copyOf(fields, size * 2);
      }
      beginsQuoted = size == 0 ? isQuoted : beginsQuoted;
      fields[size] = field;
      size++;
      quoted |= isQuoted;
    }
  }

  private static final class Fields extends CsvCallbackHandler<CsvRecord> {
    private final CsvRecord record = new CsvRecord();
    private final long skipped;
    private RecordType type = RecordType.DATA;

    Fields(long skipped) {
      this.skipped = skipped;
    }

    @Override
    protected void beginRecord(long startingLineNumber) {
      record.line = startingLineNumber + skipped;
      record.size = 0;
      record.quoted = false;
      type = RecordType.DATA;
    }

    @Override
    protected void addField(char[] buffer, int offset, int length, boolean quoted) {
      if (record.size == MOST_FIELDS) {
        throw new CsvParseException("more than %,d fields".formatted(MOST_FIELDS));
      }
      record.add(length == 0 && !quoted ? null : new String(buffer, offset, length), quoted);
    }

    @Override
    protected void setComment(char[] buffer, int offset, int length) {
      type = RecordType.COMMENT;
    }

    @Override
    protected void setEmpty() {
      type = RecordType.EMPTY;
    }

    @Override
    protected CsvRecord buildRecord() {
      return record;
    }

    @Override
    protected RecordType getRecordType() {
      return type;
    }

    @Override
    protected int getFieldCount() {
      return record.size;
    }
  }
}
