package dev.offload.ingest.view;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// What reading from the view of a test may cost.
final class Limits {
  static final ReadingLimits ORDINARY =
      new ReadingLimits(2, 2, Duration.ofSeconds(30), Duration.ofSeconds(10), 1_000_000, 2_000);

  /// Under which pages end as early as they may.
  static final ReadingLimits TIGHT =
      new ReadingLimits(1, 1, Duration.ofSeconds(30), Duration.ZERO, 1, 7);

  private Limits() {}

  /// The defaults, with a view in `directory`.
  static ViewConfig in(Path directory) {
    Map<String, String> properties = Map.of("offload.view.directory", directory.toString());
    return new SmallRyeConfigBuilder()
        .withMapping(ViewConfig.class)
        .addDiscoveredConverters()
        .withSources(new PropertiesConfigSource(properties, "test", 100))
        .build()
        .getConfigMapping(ViewConfig.class);
  }
}
