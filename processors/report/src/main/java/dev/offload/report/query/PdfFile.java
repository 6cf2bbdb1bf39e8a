package dev.offload.report.query;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.report.chart.Charts;
import dev.offload.report.pdf.Letters;
import dev.offload.report.pdf.PdfReport;
import dev.offload.report.protocol.Column;
import dev.offload.report.protocol.Format;
import dev.offload.report.protocol.Job;
import dev.offload.report.protocol.UnfitReport;
import dev.offload.report.shown.Notes;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The PDF of an answer. The chart comes before the rows, so the rows are read on their own: the
/// first ones for the chart and the widths of the columns, then as many as the table shows.
final class PdfFile {
  private final Job job;
  private final Answer answer;
  private final List<Column> columns;

  PdfFile(Job job, Answer answer) {
    this.job = job;
    this.answer = answer;
    this.columns = answer.columns().stream().map(AnswerColumn::column).toList();
  }

  void write() throws IOException, SQLException, UnfitReport {
    Job.Paper paper = job.paper();
    Letters letters = Letters.load(paper.fonts().stream().map(Path::of).toList());
    Path path = Path.of(Format.PDF.fileName());
    try (LimitedFile file = LimitedFile.create(path, job.limits().fileSize())) {
      try {
        PdfReport pdf = new PdfReport(file, paper.title(), letters);
        pdf.begin(table());
        answer.forEach(answer.columns(), paper.rows(), cells -> pdf.row(HeadWriter.nodes(cells)));
        pdf.end(Notes.rows(paper.rows(), answer.rows(), job.files()).orElse(null));
        pdf.finish();
      } catch (RuntimeException e) {
        file.requireRoom(); // the library has wrapped the reason
        throw e;
      }
    }
  }

  private PdfReport.Table table() throws IOException, SQLException, UnfitReport {
    List<List<JsonNode>> head = new ArrayList<>();
    answer.forEach(
        answer.columns(), job.limits().head(), cells -> head.add(HeadWriter.nodes(cells)));
    Optional<Charts.Drawn> chart = Charts.draw(job.paper().chart(), columns, head);
    return new PdfReport.Table(
        "%s · %s".formatted(Notes.rows(answer.rows()), job.paper().builtAt()),
        job.paper().chart() == null ? null : job.paper().chart().title(),
        chart,
        chart.flatMap(drawn -> Notes.chart(drawn.rows(), answer.rows())).orElse(null),
        columns,
        head);
  }
}
