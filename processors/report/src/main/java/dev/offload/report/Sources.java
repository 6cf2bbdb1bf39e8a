package dev.offload.report;

import dev.offload.report.page.ReportPage.Origin;
import dev.offload.report.protocol.Job;
import dev.offload.report.protocol.Reason;
import dev.offload.report.protocol.SourceFormat;
import dev.offload.report.protocol.UnfitReport;
import dev.offload.report.source.SourceKind;
import dev.offload.worker.TaskFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The files that a report is made from.
final class Sources {
  private final TaskFiles files;
  private final long maxSize;
  private final List<Found> found = new ArrayList<>();

  private record Found(String table, TaskFiles.Info file) {}

  Sources(TaskFiles files, long maxSize) {
    this.files = files;
    this.maxSize = maxSize;
  }

  /// Whether the source's file is there.
  boolean find(ReportTask.Source source) throws UnfitReport {
    Optional<TaskFiles.Info> file = files.find(source.file());
    file.ifPresent(info -> found.add(new Found(source.name(), info)));
    long size = found.stream().mapToLong(each -> each.file.size()).sum();
    if (size > maxSize) {
      throw new UnfitReport(
          Reason.SOURCE,
          "the sources have %,d bytes; at most %,d are taken".formatted(size, maxSize));
    }
    return file.isPresent();
  }

  /// Puts them into `directory`, under names of our own.
  List<Job.Source> copyTo(Path directory) throws IOException, UnfitReport {
    List<Job.Source> tables = new ArrayList<>();
    for (Found each : found) {
      Path copy = directory.resolve("source-" + tables.size());
      try (InputStream in = files.open(each.file.id())) {
        Files.copy(in, copy);
      }
      SourceFormat format = format(each, copy);
      tables.add(new Job.Source(each.table, copy.getFileName().toString(), format));
    }
    return tables;
  }

  List<Origin> origins() {
    return found.stream()
        .map(each -> new Origin(each.table, each.file.name(), each.file.size()))
        .toList();
  }

  private static SourceFormat format(Found source, Path copy) throws IOException, UnfitReport {
    try (InputStream in = Files.newInputStream(copy)) {
      return SourceKind.of(
          source.table,
          source.file.contentType(),
          source.file.name(),
          in.readNBytes(SourceKind.BEGIN));
    }
  }
}
