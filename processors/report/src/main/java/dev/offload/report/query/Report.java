package dev.offload.report.query;

import dev.offload.report.protocol.Format;
import dev.offload.report.protocol.Job;
import dev.offload.report.protocol.Message;
import dev.offload.report.protocol.Reason;
import dev.offload.report.protocol.UnfitReport;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// One job, step by step: load the sources, lock the database, keep the query's answer, write it.
final class Report {
  private static final long TELL_EVERY = 50_000;

  private final Job job;
  private final Database database;
  private final Messages messages;

  Report(Job job, Database database, Messages messages) {
    this.job = job;
    this.database = database;
    this.messages = messages;
  }

  Message run() throws IOException, SQLException, UnfitReport {
    SourceTables tables = new SourceTables(database, Path.of(""));
    for (Job.Source source : job.sources()) {
      tables.load(source);
      messages.say(new Message.StepDone(source.table() + " read"));
    }
    database.lock();
    OneSelect.of(job.query(), database).keepAnswer(database, job.limits().rows() + 1);
    List<AnswerColumn> columns = columns();
    long rows = rows();
    messages.say(new Message.StepDone("query answered, %,d rows".formatted(rows)));
    write(columns, rows);
    messages.say(new Message.StepDone("%,d rows written".formatted(rows)));
    return new Message.Answered(rows, columns.stream().map(AnswerColumn::column).toList());
  }

  private List<AnswerColumn> columns() throws IOException, SQLException, UnfitReport {
    List<AnswerColumn> columns =
        database.read(
            "SELECT column_name, column_type FROM (DESCRIBE answer.report)",
            rows -> {
              List<AnswerColumn> found = new ArrayList<>();
              while (rows.next()) {
                found.add(AnswerColumn.of(rows.getString(1), rows.getString(2)));
              }
              return found;
            });
    if (columns.size() > job.limits().columns()) {
      throw new UnfitReport(
          Reason.COLUMNS,
          "the answer has %,d columns; at most %,d are written"
              .formatted(columns.size(), job.limits().columns()));
    }
    return columns;
  }

  private long rows() throws IOException, SQLException, UnfitReport {
    long rows =
        database.read(
            "SELECT count(*) FROM answer.report",
            counted -> {
              counted.next();
              return counted.getLong(1);
            });
    if (rows > job.limits().rows()) {
      throw new UnfitReport(
          Reason.ROWS,
          "the answer has more than %,d rows, and no more are written"
              .formatted(job.limits().rows()));
    }
    if (job.files().contains(Format.XLSX) && rows > XlsxFile.MAX_ROWS) {
      throw new UnfitReport(
          Reason.ROWS,
          "the answer has %,d rows; an XLSX sheet holds %,d beneath its header: ask for CSV"
              .formatted(rows, XlsxFile.MAX_ROWS));
    }
    return rows;
  }

  private void write(List<AnswerColumn> columns, long total)
      throws IOException, SQLException, UnfitReport {
    String select =
        columns.stream().map(AnswerColumn::expression).collect(Collectors.joining(", "));
    try (RowWriters writers = new RowWriters()) {
      writers.add(new HeadWriter(messages, job.limits().head()));
      for (Format format : job.files()) {
        open(format, columns, writers);
      }
      database.read(
          "SELECT " + select + " FROM answer.report",
          rows -> {
            writeAll(rows, columns, writers, total);
            return total;
          });
      writers.finish();
    }
  }

  private void open(Format format, List<AnswerColumn> columns, RowWriters writers)
      throws IOException, UnfitReport {
    Path file = Path.of(format.fileName());
    long size = job.limits().fileSize();
    switch (format) {
      case CSV -> writers.add(CsvFile.create(file, columns, size, job.limits().escapeFormulas()));
      case XLSX -> writers.add(XlsxFile.create(file, columns, size));
      case HTML -> {
        // The parent makes it from the first rows.
      }
    }
  }

  private void writeAll(ResultSet rows, List<AnswerColumn> columns, RowWriters writers, long total)
      throws IOException, SQLException, UnfitReport {
    long written = 0;
    while (rows.next()) {
      List<Cell> cells = new ArrayList<>(columns.size());
      for (int i = 0; i < columns.size(); i++) {
        cells.add(columns.get(i).read(rows, i + 1));
      }
      writers.write(cells);
      written++;
      if (written % TELL_EVERY == 0) {
        messages.say(new Message.Doing("%,d of %,d rows written".formatted(written, total)));
      }
    }
  }
}
