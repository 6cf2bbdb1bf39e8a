package dev.offload.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.smallrye.config.ConfigValidationException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageConfigTest {

  @Test
  void defaultsAreSafe() {
    ImageConfig config = TestConfig.defaults();

    assertThat(config.maxFileSize().asLongValue()).isEqualTo(64L << 20);
    assertThat(config.maxPixels()).isEqualTo(100_000_000);
    assertThat(config.maxFrames()).isEqualTo(2000);
    assertThat(config.memory()).isEmpty();
    assertThat(config.jpegQuality()).isEqualTo(80);
    assertThat(config.webpQuality()).isEqualTo(80);
    assertThat(config.faces().inputSide()).isEqualTo(416);
    assertThat(config.faces().thorough()).isTrue();
    assertThat(config.faces().minScore()).isEqualTo(0.5);
    assertThat(config.faces().smallest()).isEqualTo(90);
    assertThat(config.faces().maxDistance()).isEqualTo(0.45);
    assertThat(config.faces().maxOverlap()).isEqualTo(0.4);
  }

  @ParameterizedTest
  @CsvSource({
    "offload.image.max-pixels, 0",
    "offload.image.max-pixels, 1000000001",
    "offload.image.max-frames, 0",
    "offload.image.max-frames, 100001",
    "offload.image.jpeg-quality, 0",
    "offload.image.jpeg-quality, 101",
    "offload.image.webp-quality, 101",
    "offload.image.faces.input-side, 96",
    "offload.image.faces.min-score, 0",
    "offload.image.faces.smallest, 19",
    "offload.image.faces.max-distance, 2.1",
    "offload.image.faces.max-overlap, 1.1",
  })
  void valuesOutsideOfTheirRangeAreRefused(String property, String value) {
    assertThatExceptionOfType(ConfigValidationException.class)
        .isThrownBy(() -> TestConfig.with(Map.of(property, value)))
        .withMessageContaining(property);
  }

  @Test
  void inputSideThatIsNotAMultipleOfACellIsRefusedAtTheStart() {
    ImageConfig config = TestConfig.with(Map.of("offload.image.faces.input-side", "400"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ImageHandler(config, TestConfig.NO_GALLERIES))
        .withMessageContaining("multiple of 32");
  }
}
