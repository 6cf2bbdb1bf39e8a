package dev.offload.report.query;

import dev.offload.report.protocol.Format;
import dev.offload.report.protocol.Job;
import dev.offload.report.protocol.Message;
import dev.offload.report.protocol.UnfitReport;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/// Writes an answer's files, and sends its first rows to the parent. Rows are read once for all
/// files that have the same values.
final class AnswerFiles {
  private static final long TELL_EVERY = 50_000;

  private final Job job;
  private final Answer answer;
  private final Messages messages;
  private long written;

  AnswerFiles(Job job, Answer answer, Messages messages) {
    this.job = job;
    this.answer = answer;
    this.messages = messages;
  }

  void write() throws IOException, SQLException, UnfitReport {
    try (RowWriters writers = new RowWriters()) {
      writers.add(new HeadWriter(messages, job.limits().head()));
      for (Format format : job.files()) {
        open(format, writers);
      }
      write(answer.columns(), writers);
    }
    if (job.files().contains(Format.JSON)) {
      writeJson();
    }
    if (job.files().contains(Format.PDF)) {
      messages.say(new Message.Doing("PDF"));
      new PdfFile(job, answer).write();
    }
  }

  private void open(Format format, RowWriters writers) throws IOException, UnfitReport {
    Path file = Path.of(format.fileName());
    List<AnswerColumn> columns = answer.columns();
    long size = job.limits().fileSize();
    switch (format) {
      case CSV -> writers.add(CsvFile.create(file, columns, size, job.limits().escapeFormulas()));
      case XLSX -> writers.add(XlsxFile.create(file, columns, size, XlsxFile.ROWS_OF_A_SHEET));
      case JSON, PARQUET, PDF -> {
        // Each reads the rows in its own way.
      }
      case HTML -> {
        // The parent makes it from the first rows.
      }
    }
  }

  private void writeJson() throws IOException, SQLException, UnfitReport {
    List<AnswerColumn> columns = answer.columns().stream().map(AnswerColumn::withJson).toList();
    Path file = Path.of(Format.JSON.fileName());
    try (JsonFile json = JsonFile.create(file, columns, job.limits().fileSize())) {
      write(columns, json);
    }
  }

  private void write(List<AnswerColumn> columns, RowWriter writer)
      throws IOException, SQLException, UnfitReport {
    written = 0;
    answer.forEach(
        columns,
        answer.rows(),
        cells -> {
          writer.write(cells);
          written++;
          if (written % TELL_EVERY == 0) {
            messages.say(
                new Message.Doing("%,d of %,d rows written".formatted(written, answer.rows())));
          }
        });
    writer.finish();
  }
}
