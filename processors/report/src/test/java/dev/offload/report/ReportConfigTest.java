package dev.offload.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.smallrye.config.ConfigValidationException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportConfigTest {

  @Test
  void defaultsAreSafe() {
    ReportConfig config = TestConfig.defaults();

    assertThat(config.memory().asLongValue()).isEqualTo(1L << 30);
    assertThat(config.time()).isEqualTo(Duration.ofMinutes(5));
    assertThat(config.scratch().asLongValue()).isEqualTo(4L << 30);
    assertThat(config.threads()).isEqualTo(1);
    assertThat(config.maxSourceSize().asLongValue()).isEqualTo(1L << 30);
    assertThat(config.maxRows()).isEqualTo(5_000_000);
    assertThat(config.maxColumns()).isEqualTo(100);
    assertThat(config.maxFileSize().asLongValue()).isEqualTo(512L << 20);
    assertThat(config.previewRows()).isEqualTo(20);
    assertThat(config.pdfRows()).isEqualTo(10_000);
    assertThat(config.pdfFonts()).isEmpty();
    assertThat(config.escapeFormulas()).isTrue();
    assertThat(config.scratchDirectory()).endsWithRaw(Path.of("offload-work/reports"));
  }

  @Test
  void scratchIsInTheWorkersDirectory() {
    ReportConfig config = TestConfig.with(Map.of("offload.worker.work-directory", "/srv/offload"));

    assertThat(config.scratchDirectory()).hasToString("/srv/offload/reports");
  }

  @ParameterizedTest
  @CsvSource({
    "offload.report.threads, 0",
    "offload.report.max-rows, 0",
    "offload.report.max-columns, 0",
    "offload.report.max-columns, 201",
    "offload.report.preview-rows, 201",
    "offload.report.pdf-rows, 0",
  })
  void valuesOutsideOfTheirRangeAreRefused(String property, String value) {
    assertThatExceptionOfType(ConfigValidationException.class)
        .isThrownBy(() -> TestConfig.with(Map.of(property, value)))
        .withMessageContaining(property);
  }
}
