package dev.offload.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PictureMemoryTest {
  private static final long MB = 1L << 20;

  @ParameterizedTest
  @CsvSource({
    "512, 1024, 256",
    "1024, 2048, 512",
    "256, 1024, 384",
    // Never so little that no photo fits, whatever somebody has given to the heap.
    "1000, 1024, 64",
    "4096, 1024, 64",
  })
  void picturesHaveHalfOfWhatTheHeapLeavesOfTheContainer(long heap, long container, long pixels) {
    PictureMemory memory = PictureMemory.of(TestConfig.defaults(), heap * MB, container * MB);

    assertThat(memory.pixels().bytes()).isEqualTo(pixels * MB);
    assertThat(memory.files().bytes()).isEqualTo(heap * MB / 2);
  }

  @Test
  void configuredMemoryWins() {
    ImageConfig config = TestConfig.with(Map.of("offload.image.memory", "100M"));

    assertThat(PictureMemory.of(config, 512 * MB, 1024 * MB).pixels().bytes()).isEqualTo(100 * MB);
  }
}
