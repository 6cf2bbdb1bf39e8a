package dev.offload.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LongRunsTest {
  private final LongRuns runs = new LongRuns();

  @Test
  void firstReportOfTheEndCounts() throws Exception {
    // When
    runs.event("{\"id\":\"tsk_1\",\"state\":\"running\"}", 10);
    runs.event("{\"id\":\"tsk_2\",\"state\":\"cancelled\"}", 20);
    runs.event("{\"id\":\"tsk_1\",\"state\":\"cancelled\"}", 30);
    runs.event("{\"id\":\"tsk_1\",\"state\":\"cancelled\"}", 40);

    // Then
    assertThat(runs.awaitCancelled("tsk_1")).isEqualTo(30);
    assertThat(runs.awaitCancelled("tsk_2")).isEqualTo(20);
  }
}
