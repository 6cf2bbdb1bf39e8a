package dev.offload.image;

import dev.offload.worker.FaceGalleries;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.validator.BeanValidationConfigValidatorImpl;
import java.util.List;
import java.util.Map;

/// The handler's configuration, read and checked as in a process.
public final class TestConfig {
  /// Tenants know no faces.
  static final FaceGalleries NO_GALLERIES = (_, _) -> List.of();

  private TestConfig() {}

  static FaceTools faceTools() {
    return FaceTools.of(defaults(), PictureMemory.of(defaults()), NO_GALLERIES);
  }

  public static ImageConfig defaults() {
    return with(Map.of());
  }

  public static ImageConfig with(Map<String, String> properties) {
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .withMapping(ImageConfig.class)
            .withValidator(new BeanValidationConfigValidatorImpl())
            .withConverter(MemorySize.class, 200, new MemorySizeConverter())
            .withSources(new PropertiesConfigSource(properties, "test", 500))
            .build();
    return config.getConfigMapping(ImageConfig.class);
  }
}
