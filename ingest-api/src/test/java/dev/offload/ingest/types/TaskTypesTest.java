package dev.offload.ingest.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.offload.schemas.task.RetryPolicy;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskTypesTest {
  private static final String PARCEL = "offload.types.parcel.";

  @Test
  void typeWithoutSettingsHasTheDefaultPolicy() {
    assertThat(types(Map.of()).find("parcel").orElseThrow().retry()).isEqualTo(RetryPolicy.DEFAULT);
  }

  @Test
  void policyOfATypeIsConfiguration() {
    TaskTypes types =
        types(
            Map.of(
                "retry.max-attempts", "8",
                "retry.first-delay", "1m",
                "retry.factor", "3",
                "retry.max-delay", "2h",
                "retry.jitter", "none",
                "retry.final-errors", "lost,http-4*"));

    assertThat(types.find("parcel").orElseThrow().retry())
        .isEqualTo(
            new RetryPolicy(
                8,
                Duration.ofMinutes(1),
                3,
                Duration.ofHours(2),
                RetryPolicy.Jitter.NONE,
                List.of("lost", "http-4*")));
  }

  @Test
  void wrongPolicyIsRefusedWithTheNameOfItsType() {
    Map<String, String> wrong = Map.of("retry.final-errors", "*");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> types(wrong))
        .withMessageStartingWith("offload.types.parcel.retry: finalErrors must each be");
  }

  @ParameterizedTest
  @ValueSource(strings = {"email", "image", "probe", "report"})
  void schemaOfEachHandlerIsAtHand(String type) {
    TaskTypes types = typesOf(Map.of("offload.types." + type + ".queue", type));
    assertThat(types.find(type)).isPresent();
  }

  private static TaskTypes types(Map<String, String> parcel) {
    Map<String, String> properties = new HashMap<>();
    properties.put(PARCEL + "schema", "dev/offload/ingest/parcel.schema.json");
    parcel.forEach((name, value) -> properties.put(PARCEL + name, value));
    return typesOf(properties);
  }

  private static TaskTypes typesOf(Map<String, String> properties) {
    return new TaskTypes(
        new SmallRyeConfigBuilder()
            .withMapping(TaskTypesConfig.class)
            .addDiscoveredConverters()
            .withSources(new PropertiesConfigSource(properties, "test", 100))
            .build()
            .getConfigMapping(TaskTypesConfig.class));
  }
}
