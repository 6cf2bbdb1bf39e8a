package dev.offload.report.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ResidentMemoryTest {
  private static final long MIB = 1 << 20;

  @Test
  void jvmHasSomeMemory() throws Exception {
    assertThat(ResidentMemory.of(ProcessHandle.current().pid())).isBetween(20 * MIB, 64_000 * MIB);
  }

  @Test
  void processThatIsGoneHasNone() throws Exception {
    Process gone = new ProcessBuilder("true").start();
    gone.waitFor();

    assertThat(ResidentMemory.of(gone.pid())).isZero();
  }
}
