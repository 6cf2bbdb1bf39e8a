package dev.offload.worker.runtime;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.util.Map;

/// Configuration as the application would read it.
final class Configs {
  private Configs() {}

  static WorkerConfig worker(Map<String, String> properties) {
    return new SmallRyeConfigBuilder()
        .addDefaultInterceptors()
        .addDefaultSources()
        .withConverter(Path.class, 100, Path::of)
        .withMapping(WorkerConfig.class)
        .withSources(new PropertiesConfigSource(properties, "test", 1000))
        .build()
        .getConfigMapping(WorkerConfig.class);
  }
}
