package dev.offload.report;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.validator.BeanValidationConfigValidatorImpl;
import java.util.Map;

/// The handler's configuration, read and checked as in a process.
public final class TestConfig {
  private TestConfig() {}

  public static ReportConfig defaults() {
    return with(Map.of());
  }

  static ReportConfig with(Map<String, String> properties) {
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .addDefaultInterceptors()
            .withDefaultValue("java.io.tmpdir", System.getProperty("java.io.tmpdir"))
            .withMapping(ReportConfig.class)
            .withValidator(new BeanValidationConfigValidatorImpl())
            .withConverter(MemorySize.class, 200, new MemorySizeConverter())
            .withSources(new PropertiesConfigSource(properties, "test", 500))
            .build();
    return config.getConfigMapping(ReportConfig.class);
  }
}
