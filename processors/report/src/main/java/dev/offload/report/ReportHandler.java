package dev.offload.report;

import dev.offload.report.protocol.UnfitReport;
import dev.offload.report.supervision.ChildLimits;
import dev.offload.report.supervision.ChildProcesses;
import dev.offload.worker.Outcome;
import dev.offload.worker.TaskContext;
import dev.offload.worker.TaskHandler;
import dev.offload.worker.UrlSources;
import dev.offload.worker.UrlSources.State;
import dev.offload.worker.scratch.LazyProcessSpace;
import dev.offload.worker.scratch.ProcessSpace;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/// Tasks of type `report`: rows from files or URLs and an SQL query become files to download.
///
/// The query is somebody else's program, so it runs in its own process.
@ApplicationScoped
class ReportHandler implements TaskHandler {
  private static final long LEAST_MEMORY = 384L << 20;

  private final ReportConfig config;
  private final ChildProcesses children;
  private final LazyProcessSpace space;

  @Inject
  public ReportHandler(ReportConfig config) {
    long memory = config.memory().asLongValue();
    if (memory < LEAST_MEMORY) {
      throw new IllegalArgumentException(
          "offload.report.memory must be at least 384M, is %,d bytes".formatted(memory));
    }
    for (Path font : config.pdfFonts().orElse(List.of())) {
      if (!Files.isReadable(font)) {
        throw new IllegalArgumentException(
            "offload.report.pdf-fonts names %s, which can't be read".formatted(font));
      }
    }
    this.config = config;
    this.children =
        new ChildProcesses(new ChildLimits(memory, config.scratch().asLongValue(), config.time()));
    this.space = new LazyProcessSpace(config.scratchDirectory());
    ProcessSpace.deleteLeftBehind(config.scratchDirectory(), Instant.now());
  }

  @Override
  public String type() {
    return "report";
  }

  @Override
  public Load load() {
    return Load.CPU;
  }

  @Override
  public Outcome handle(TaskContext task) throws IOException, InterruptedException {
    ReportTask wanted;
    try {
      wanted = task.input(ReportTask.class);
    } catch (IllegalArgumentException e) {
      return Outcome.failedForGood("invalid-input", e.getMessage());
    }
    long maxBytes = config.maxSourceSize().asLongValue();
    return switch (UrlSources.of(task, wanted.urls(), maxBytes)) {
      case State.Missing(Outcome end) -> end;
      case State.Fetched(var files, _) -> made(task, wanted.with(files));
    };
  }

  private Outcome made(TaskContext task, ReportTask wanted)
      throws IOException, InterruptedException {
    try {
      return new ReportWork(task, wanted, config, children, space, Instant.now()).run();
    } catch (UnfitReport e) {
      return Outcome.failedForGood(e.reason().code(), e.getMessage());
    } catch (ClosedByInterruptException e) {
      // The interrupt came while a file was being read or written.
      InterruptedException interrupt = new InterruptedException(e.toString());
      interrupt.initCause(e);
      throw interrupt;
    }
  }

  @PreDestroy
  void close() throws IOException {
    space.close();
  }
}
