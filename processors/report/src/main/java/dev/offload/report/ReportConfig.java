package dev.offload.report;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;

/// What a report may take. Each runs in a process of its own; as many run at once as the queue has
/// slots.
@ConfigMapping(prefix = "offload.report")
public interface ReportConfig {
  /// Memory that a report's process may hold (resident); beyond it is killed. Half of it is
  /// DuckDB's, a quarter the heap that files are written with; at least 384M.
  @WithDefault("1G")
  MemorySize memory();

  /// How long a report may take from the start of its process to its last file.
  @WithDefault("PT5M")
  Duration time();

  /// Disk that a report may take: its sources, their tables, what sorts and joins spill, its files.
  @WithDefault("4G")
  MemorySize scratch();

  /// Threads that a query runs on.
  @WithDefault("1")
  @Min(1)
  @Max(64)
  int threads();

  /// Bytes that the sources of a report may have together.
  @WithDefault("1G")
  MemorySize maxSourceSize();

  /// Rows that an answer may have.
  @WithDefault("5000000")
  @Min(1)
  @Max(1_000_000_000)
  long maxRows();

  /// Columns that an answer may have. Their names and types are part of the result.
  @WithDefault("100")
  @Min(1)
  @Max(200)
  int maxColumns();

  /// Bytes that each file of a report may have.
  @WithDefault("512M")
  MemorySize maxFileSize();

  /// Rows that the result shows, as far as they fit into it.
  @WithDefault("20")
  @Min(0)
  @Max(200)
  int previewRows();

  /// Whether text that a spreadsheet would run as a formula gets an apostrophe before it in CSV
  /// files.
  @WithDefault("true")
  boolean escapeFormulas();

  /// Where reports keep what they need while they run; processes may share it.
  @WithDefault("${offload.worker.work-directory:${java.io.tmpdir}/offload-work}/reports")
  Path scratchDirectory();
}
