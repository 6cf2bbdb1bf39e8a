package dev.offload.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.report.page.ReportPage;
import dev.offload.report.protocol.Column;
import dev.offload.report.protocol.Format;
import dev.offload.report.protocol.Job;
import dev.offload.report.protocol.UnfitReport;
import dev.offload.report.scratch.Scratch;
import dev.offload.report.shown.Notes;
import dev.offload.report.supervision.ChildProcesses;
import dev.offload.report.supervision.Ending;
import dev.offload.report.supervision.Watcher;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.OutputFile;
import dev.offload.worker.Outcome;
import dev.offload.worker.TaskContext;
import dev.offload.worker.scratch.LazyProcessSpace;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/// One report in the making: copies the sources, has a child process run the query and write
/// the rows, makes the page, and keeps the files.
final class ReportWork implements Watcher {
  private static final Outcome HANDED_BACK = new Outcome.Snoozed(Duration.ZERO);
  private static final int STEPS_AFTER_SOURCES = 3;

  /// The most rows that a page and a chart are made from.
  private static final int HEAD = 1_000;

  private final TaskContext task;
  private final ReportTask wanted;
  private final ReportConfig config;
  private final ChildProcesses children;
  private final LazyProcessSpace space;
  private final Instant builtAt;
  private final AtomicInteger done = new AtomicInteger();

  ReportWork(
      TaskContext task,
      ReportTask wanted,
      ReportConfig config,
      ChildProcesses children,
      LazyProcessSpace space,
      Instant builtAt) {
    this.task = task;
    this.wanted = wanted;
    this.config = config;
    this.children = children;
    this.space = space;
    this.builtAt = builtAt;
  }

  Outcome run() throws IOException, InterruptedException, UnfitReport {
    try (Scratch scratch = new Scratch(space.directory("report-"))) {
      Sources sources = new Sources(task.files(), config.maxSourceSize().asLongValue());
      for (ReportTask.Source source : wanted.sources()) {
        if (!sources.find(source)) {
          return Outcome.failedForGood(
              "file-not-found",
              "source %s: there is no file %s".formatted(source.name(), source.file()));
        }
      }
      List<Job.Source> tables = sources.copyTo(scratch.directory());
      return switch (children.run(job(tables), scratch, this)) {
        case Ending.Answered answer -> kept(answer, sources, scratch);
        case Ending.Refused(var reason, String message) ->
            Outcome.failedForGood(reason.code(), message);
        case Ending.Crashed(int status) ->
            Outcome.failed(
                "report-crashed", "the query's process died with status %d".formatted(status));
        case Ending.Cancelled _ -> HANDED_BACK;
      };
    }
  }

  private Job job(List<Job.Source> tables) {
    return new Job(
        tables,
        wanted.question(),
        wanted.formats(),
        new Job.Paper(
            wanted.title(),
            wanted.chart(),
            Notes.time(builtAt),
            config.pdfRows(),
            config.pdfFonts().orElse(List.of()).stream()
                .map(font -> font.toAbsolutePath().toString())
                .toList()),
        new Job.Engine(
            config.threads(), children.limits().engineMemory(), config.scratch().asLongValue()),
        new Job.Limits(
            config.maxRows(),
            config.maxColumns(),
            config.maxFileSize().asLongValue(),
            HEAD,
            config.escapeFormulas()));
  }

  private Outcome kept(Ending.Answered answer, Sources sources, Scratch scratch)
      throws IOException, UnfitReport {
    String page = wanted.formats().contains(Format.HTML) ? page(answer, sources) : "";
    List<OutputFile> files = new ArrayList<>();
    for (Format format : wanted.formats()) {
      String name = format.fileName();
      files.add(
          switch (format) {
            case CSV, XLSX, JSON, PARQUET, PDF ->
                task.files().create(name, format.contentType(), scratch.directory().resolve(name));
            case HTML -> task.files().create(name, format.contentType(), page.getBytes(UTF_8));
          });
    }
    stepDone(String.format(Locale.ROOT, "%,d rows", answer.rows()));
    return Outcome.succeeded(
        Json.MAPPER.valueToTree(
            Preview.result(answer.rows(), answer.columns(), answer.head(), config.previewRows())),
        files);
  }

  private String page(Ending.Answered answer, Sources sources) throws UnfitReport {
    List<Column> columns = answer.columns();
    List<List<JsonNode>> head = answer.head();
    return new ReportPage(
            wanted.title(),
            wanted.chart(),
            answer.rows(),
            columns,
            head,
            sources.origins(),
            wanted.question().sql(),
            wanted.formats(),
            builtAt)
        .html();
  }

  @Override
  public void stepDone(String what) {
    task.progress(done.incrementAndGet(), steps(), what);
  }

  @Override
  public void doing(String what) {
    task.progress(done.get(), steps(), what);
  }

  @Override
  public boolean isCancelled() {
    return task.isCancelled();
  }

  private int steps() {
    return wanted.sources().size() + STEPS_AFTER_SOURCES;
  }
}
