package dev.offload.report.source;

import dev.offload.report.protocol.Columns;
import dev.offload.report.protocol.DatePattern;
import dev.offload.report.protocol.Reading;
import dev.offload.report.protocol.UnfitReport;
import java.io.IOException;
import java.io.Reader;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// The rows of a CSV. All must have as many fields as the first.
final class CsvRows implements SourceRows {
  private final SourceFile file;
  private final CsvRecords records;
  private final Survey survey;
  private final boolean header;
  private final List<SourceColumn> columns;

  private CsvRows(
      SourceFile file,
      CsvRecords records,
      Survey survey,
      boolean header,
      List<SourceColumn> columns) {
    this.file = file;
    this.records = records;
    this.survey = survey;
    this.header = header;
    this.columns = columns;
  }

  static CsvRows survey(SourceFile file) throws IOException, SQLException, UnfitReport {
    CsvDialect dialect = CsvDelimiter.dialect(file);
    CsvRecords records = new CsvRecords(file.table(), dialect);
    Survey survey = new Survey(file, dialect);
    read(file, records, survey::see);
    if (survey.first == null) {
      throw Unreadable.source(file.table(), "it is empty: not even the columns have names");
    }
    boolean header = survey.hasHeader();
    return new CsvRows(file, records, survey, header, survey.columns(header));
  }

  @Override
  public List<SourceColumn> columns() {
    return columns;
  }

  @Override
  public void forEach(Sink sink) throws IOException, SQLException, UnfitReport {
    String[] values = new String[columns.size()];
    boolean[] text = new boolean[values.length];
    for (int i = 0; i < text.length; i++) {
      text[i] = columns.get(i).type() == ColumnType.Plain.VARCHAR;
    }
    read(
        file,
        records,
        record -> {
          long beginning = header ? survey.firstLine + 1 : survey.firstLine;
          if (record.line() >= beginning && survey.isRow(record)) {
            for (int i = 0; i < values.length; i++) {
              String field = record.field(i);
              values[i] = text[i] || field == null || !field.isBlank() ? field : null;
            }
            sink.row(record.line(), values);
          }
          return true;
        });
  }

  private static void read(SourceFile file, CsvRecords records, CsvRecords.Sink sink)
      throws IOException, SQLException, UnfitReport {
    try (Reader text = file.open()) {
      records.read(text, sink);
    } catch (SourceText.Malformed e) {
      throw file.refusal(e);
    }
  }

  /// Finds the columns from all records.
  private static final class Survey {
    private final SourceFile file;
    private final CsvDialect dialect;
    private final char point;
    private final DatePattern dates;
    private List<String> first;
    private long firstLine;
    private List<Profile> beneath = List.of();

    Survey(SourceFile file, CsvDialect dialect) {
      Reading said = file.reading();
      this.file = file;
      this.dialect = dialect;
      this.point = said.point();
      this.dates = said.dates();
    }

    boolean see(CsvRecords.CsvRecord record) throws UnfitReport {
      if (first == null) {
        if (!record.isBlank()) {
          first = Arrays.asList(record.copy());
          firstLine = record.line();
          beneath = profiles();
        }
        return true;
      }
      if (isRow(record)) {
        for (int i = 0; i < first.size(); i++) {
          if (record.field(i) != null) {
            beneath.get(i).add(record.field(i));
          }
        }
      }
      return true;
    }

    /// Whether it is a row. A blank line is not, if rows have several fields.
    boolean isRow(CsvRecords.CsvRecord record) throws UnfitReport {
      int fields = first.size();
      if (record.size() == fields) {
        return true;
      }
      if (record.isBlank()) {
        return false;
      }
      boolean isShort = record.size() < fields;
      if (isShort && Boolean.TRUE.equals(file.reading().nullPadding())) {
        record.pad(fields);
        return true;
      }
      throw Unreadable.at(
          file.table(),
          record.line(),
          Math.min(record.size(), fields) + 1L,
          "%d %s where line %d has %d, with %s between them%s"
              .formatted(
                  record.size(),
                  record.size() == 1 ? "field" : "fields",
                  firstLine,
                  fields,
                  CsvDialect.shown(dialect.delimiter()),
                  isShort ? ": say nullPadding if the others are missing at its end" : ""));
    }

    boolean hasHeader() throws UnfitReport {
      Reading said = file.reading();
      if (said.header() != null) {
        return said.header();
      }
      if (said.columns() != null && said.columns().ordered()) {
        List<String> names = said.columns().given().stream().map(Columns.Given::name).toList();
        if (names.equals(wantedNames(true))) {
          return true;
        }
      }
      return new CsvHeader(first, looksOfFirst(), beneath).isThere(file.table(), firstLine);
    }

    private List<Profile> looksOfFirst() {
      List<Profile> looks = profiles();
      for (int i = 0; i < first.size(); i++) {
        if (first.get(i) != null) {
          looks.get(i).add(first.get(i));
        }
      }
      return looks;
    }

    List<SourceColumn> columns(boolean header) throws UnfitReport {
      if (!header) {
        for (int i = 0; i < first.size(); i++) {
          if (first.get(i) != null) {
            beneath.get(i).add(first.get(i));
          }
        }
      }
      List<String> names = Names.of(wantedNames(header));
      Columns said = file.reading().columns();
      requireAll(said, names);
      List<SourceColumn> columns = new ArrayList<>();
      for (int i = 0; i < names.size(); i++) {
        ColumnType found = beneath.get(i).type();
        columns.add(new SourceColumn(names.get(i), file.type(names.get(i), found)));
      }
      return columns;
    }

    private List<String> wantedNames(boolean header) throws UnfitReport {
      Columns said = file.reading().columns();
      if (header) {
        return first.stream().map(name -> name == null ? "" : name.strip()).toList();
      }
      if (said == null || !said.ordered()) {
        return first.stream().map(_ -> "").toList();
      }
      if (said.given().size() != first.size()) {
        throw Unreadable.line(
            file.table(),
            firstLine,
            "%d fields, but columns names %d".formatted(first.size(), said.given().size()));
      }
      return said.given().stream().map(Columns.Given::name).toList();
    }

    private void requireAll(Columns said, List<String> names) throws UnfitReport {
      if (said == null) {
        return;
      }
      for (Columns.Given column : said.given()) {
        if (!names.contains(column.name())) {
          throw Unreadable.source(
              file.table(),
              "columns names %s, but there are only %s".formatted(column.name(), names));
        }
      }
    }

    private List<Profile> profiles() {
      return Stream.generate(() -> new Profile(point, dates)).limit(first.size()).toList();
    }
  }
}
