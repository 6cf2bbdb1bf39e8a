package dev.offload.report.source;

import dev.offload.report.protocol.Columns;
import dev.offload.report.protocol.DatePattern;
import dev.offload.report.protocol.ReadingOptions;
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
    private static final long MOST_TOP = 1 << 20;

    private final SourceFile file;
    private final CsvDialect dialect;
    private final char point;
    private final DatePattern dates;
    private List<String> first;
    private long firstLine;
    private List<Profile> beneath = List.of();
    private final List<CsvTitle.Line> top = new ArrayList<>();
    private long topLength;

    Survey(SourceFile file, CsvDialect dialect) {
      ReadingOptions said = file.reading();
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
        if (top.size() < CsvTitle.MOST_LINES && topLength < MOST_TOP) {
          List<String> fields = Arrays.asList(record.copy());
          top.add(new CsvTitle.Line(record.line(), fields));
          topLength += fields.stream().mapToLong(field -> field == null ? 0 : field.length()).sum();
        } else {
          add(record);
        }
      }
      return true;
    }

    private void add(CsvRecords.CsvRecord row) {
      for (int i = 0; i < first.size(); i++) {
        if (row.field(i) != null) {
          beneath.get(i).add(row.field(i));
        }
      }
    }

    /// Adds the rows of the top after all others, from the last to the first.
    private CsvTitle title() {
      CsvTitle title = new CsvTitle(first, this::look);
      for (int i = top.size() - 1; i >= 0; i--) {
        title.see(top.subList(0, i + 1), beneath);
        addAll(top.get(i).fields());
      }
      return title;
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
                  isShort ? ": set nullPadding if the others are missing at its end" : ""));
    }

    boolean hasHeader() throws UnfitReport {
      CsvTitle title = title();
      ReadingOptions said = file.reading();
      if (said.header() != null) {
        return said.header();
      }
      if (said.columns() != null && said.columns().ordered()) {
        List<String> names = said.columns().given().stream().map(Columns.Given::name).toList();
        if (names.equals(wantedNames(true))) {
          return true;
        }
      }
      boolean header =
          new CsvHeader(first, top, beneath, this::look).isThere(file.table(), firstLine);
      if (header) {
        title.refuse(file.table());
        NoTable.refuseMessage(file.table(), firstLine, first, !top.isEmpty());
      }
      return header;
    }

    private Profile look(String field) {
      Profile look = new Profile(point, dates);
      if (field != null) {
        look.add(field);
      }
      return look;
    }

    private void addAll(List<String> fields) {
      for (int i = 0; i < first.size(); i++) {
        if (fields.get(i) != null) {
          beneath.get(i).add(fields.get(i));
        }
      }
    }

    List<SourceColumn> columns(boolean header) throws UnfitReport {
      if (!header) {
        addAll(first);
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
