package dev.offload.ingest.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import dev.offload.testkit.TestConfig;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginsConfigTest {
  private static final String NAME = "offload.http.cors.origins";

  @Test
  void noOriginIsAllowedByDefault() {
    assertThat(TestConfig.of(OriginsConfig.class, Map.of()).origins()).isEmpty();
  }

  @Test
  void originsAreAList() {
    String list = "https://shop.example,http://localhost:3000,http://[::1]:80";
    OriginsConfig config = TestConfig.of(OriginsConfig.class, Map.of(NAME, list));

    assertThat(config.origins().orElseThrow())
        .containsExactly("https://shop.example", "http://localhost:3000", "http://[::1]:80");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "null",
        "shop.example",
        "https://shop.example/",
        "https://Shop.example",
        "https://*.shop.example",
        "https://shop.example/page",
        "https://u:p@shop.example",
        "ftp://shop.example"
      })
  void invalidOriginIsRefused(String text) {
    assertThatException()
        .isThrownBy(() -> TestConfig.of(OriginsConfig.class, Map.of(NAME, text)))
        .withMessageContaining("must be an origin as browsers write it");
  }
}
