package dev.offload.email;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.validator.BeanValidationConfigValidatorImpl;
import java.util.HashMap;
import java.util.Map;

/// The handler's configuration, read and checked as in a process.
final class TestConfig {
  private TestConfig() {}

  static EmailConfig with(Map<String, String> properties) {
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .withMapping(EmailConfig.class)
            .withValidator(new BeanValidationConfigValidatorImpl())
            .withConverter(MemorySize.class, 200, new MemorySizeConverter())
            .withSources(new PropertiesConfigSource(properties, "test", 500))
            .build();
    return config.getConfigMapping(EmailConfig.class);
  }

  /// The settings for an SMTP server on this machine, without encryption.
  static EmailConfig sendingTo(int port, Map<String, String> more) {
    Map<String, String> properties = new HashMap<>(more);
    properties.put("offload.email.smtp.host", "127.0.0.1");
    properties.put("offload.email.smtp.port", Integer.toString(port));
    properties.put("offload.email.smtp.security", "none");
    return with(properties);
  }
}
