package dev.offload.e2e.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.e2e.client.OffloadClient;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class VitalsTest {
  @Test
  void largestSumOfTheHeapsAreasIsKept() {
    try (var client = new OffloadClient(URI.create("http://127.0.0.1:1"), "key");
        var vitals = Vitals.of(client)) {
      // When
      vitals.take(
          """
          jvm_memory_used_bytes{area="heap",id="G1 Eden Space"} 2.0E7
          jvm_memory_used_bytes{area="heap",id="G1 Old Gen"} 1.0E7
          jvm_memory_used_bytes{area="nonheap",id="Metaspace"} 9.0E7
          offload_lifecycle_timers_behind{partition="0"} 12.0
          offload_lifecycle_timers_behind{partition="1"} 40.0
          """);
      vitals.take("jvm_memory_used_bytes{area=\"heap\",id=\"G1 Old Gen\"} 1.0E6\n");

      // Then
      assertThat(vitals.mostHeapBytes()).isEqualTo(30_000_000);
      assertThat(vitals.mostBehind()).isEqualTo(Duration.ofMillis(40));
    }
  }
}
