package dev.offload.report;

import dev.offload.report.page.ReportPage.NamedTable;
import dev.offload.report.protocol.Job;
import dev.offload.report.protocol.Reason;
import dev.offload.report.protocol.UnfitReport;
import dev.offload.worker.TaskFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The files that a report is made from.
final class Sources {
  private final TaskFiles files;
  private final long maxSize;
  private final List<Found> found = new ArrayList<>();

  private record Found(ReportTask.Source source, TaskFiles.Info file) {}

  Sources(TaskFiles files, long maxSize) {
    this.files = files;
    this.maxSize = maxSize;
  }

  /// Whether the source's file exists.
  boolean find(ReportTask.Source source) throws UnfitReport {
    Optional<TaskFiles.Info> file = files.find(source.file());
    file.ifPresent(info -> found.add(new Found(source, info)));
    long size = found.stream().mapToLong(each -> each.file.size()).sum();
    if (size > maxSize) {
      throw new UnfitReport(
          Reason.SOURCE,
          String.format(
              Locale.ROOT, "the sources have %,d bytes; at most %,d are allowed", size, maxSize));
    }
    return file.isPresent();
  }

  /// Copies them into `directory`, under new names.
  List<Job.Source> copyTo(Path directory) throws IOException {
    List<Job.Source> tables = new ArrayList<>();
    for (Found each : found) {
      Path copy = directory.resolve("source-" + tables.size());
      try (InputStream in = files.open(each.file.id())) {
        Files.copy(in, copy);
      }
      tables.add(
          new Job.Source(
              each.source.name(),
              copy.getFileName().toString(),
              each.file.contentType(),
              each.file.name(),
              each.source.reading()));
    }
    return tables;
  }

  List<NamedTable> origins() {
    return found.stream()
        .map(each -> new NamedTable(each.source.name(), each.file.name(), each.file.size()))
        .toList();
  }
}
