package dev.offload.report;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What a report may use. Each report runs in its own process, and as many run at once as the
/// queue has slots.
@ConfigMapping(prefix = "offload.report")
public interface ReportConfig {
  /// How much resident memory a report's process may have before it is killed. DuckDB gets
  /// half of it, and the heap that files are written with a quarter. At least 384M.
  @WithDefault("1G")
  MemorySize memory();

  /// How long a report may take from the start of its process to its last file.
  @WithDefault("PT5M")
  Duration time();

  /// How much disk a report may use: for its sources, their tables, what sorts and joins
  /// spill, and its files.
  @WithDefault("4G")
  MemorySize scratch();

  /// How many threads a query runs on.
  @WithDefault("1")
  @Min(1)
  @Max(64)
  int threads();

  /// How large the sources of a report may be in total.
  @WithDefault("1G")
  MemorySize maxSourceSize();

  /// How many rows an answer may have.
  @WithDefault("5000000")
  @Min(1)
  @Max(1_000_000_000)
  long maxRows();

  /// How many columns an answer may have. Their names and types are part of the result.
  @WithDefault("100")
  @Min(1)
  @Max(200)
  int maxColumns();

  /// How large each file of a report may be.
  @WithDefault("512M")
  MemorySize maxFileSize();

  /// How many rows a PDF shows. It says so if there are more.
  @WithDefault("10000")
  @Min(1)
  @Max(1_000_000)
  int pdfRows();

  /// Files of fonts for letters in PDFs that are not Latin, Greek, Cyrillic or Hebrew, such as
  /// `/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc`. The first one that has a letter
  /// is used.
  Optional<List<Path>> pdfFonts();

  /// How many rows the result shows at most, as far as they fit into it.
  @WithDefault("20")
  @Min(0)
  @Max(200)
  int previewRows();

  /// Whether a text that a spreadsheet would run as a formula gets an apostrophe in front of
  /// it in CSV files.
  @WithDefault("true")
  boolean escapeFormulas();

  /// The directory for what reports need while they run. Several processes may share it.
  @WithDefault("${offload.worker.work-directory:${java.io.tmpdir}/offload-work}/reports")
  Path scratchDirectory();
}
