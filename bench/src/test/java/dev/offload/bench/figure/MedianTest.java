package dev.offload.bench.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MedianTest {
  @Test
  void middleOfAnOddNumberCounts() {
    assertThat(Median.of(List.of(9.0, 1.0, 3.0))).isEqualTo(3);
  }

  @Test
  void meanOfTheMiddleTwoOfAnEvenNumberCounts() {
    assertThat(Median.of(List.of(9.0, 1.0, 3.0, 4.0))).isEqualTo(3.5);
  }
}
