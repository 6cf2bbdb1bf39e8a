package dev.offload.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaceToolsTest {
  @ParameterizedTest
  @CsvSource({"64, 8, 1", "512, 8, 1", "1023, 8, 1", "1024, 8, 2", "8192, 8, 8", "8192, 2, 2"})
  void largeNetworksHaveAsManyCopiesAsThereIsMemoryAndWork(
      long megabytes, int processors, int copies) {
    assertThat(FaceTools.copies(megabytes << 20, processors)).isEqualTo(copies);
  }
}
