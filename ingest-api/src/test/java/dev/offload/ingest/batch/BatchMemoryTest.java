package dev.offload.ingest.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BatchMemoryTest {
  /// Ten bytes for each of four batches, and forty to lend.
  private final BatchMemory memory = new BatchMemory(80, 4);

  @Test
  void tenantThatTakesAllItCanLeavesOthersTheirShare() throws InterruptedException {
    AtomicInteger held = new AtomicInteger();
    try (var greedy = memory.room("greedy");
        var other = memory.room("other")) {
      Thread taking = Thread.ofVirtual().start(() -> takeAll(greedy, held));
      await().untilAsserted(() -> assertThat(held).hasValue(30));
      await().until(() -> taking.getState() == Thread.State.WAITING);

      for (int i = 0; i < 30; i++) {
        other.take(1);
      }

      assertThat(held).hasValue(30);
      taking.interrupt();
      taking.join();
    }
  }

  @Test
  void memoryOfABatchIsFreeAfterItsEnd() throws InterruptedException {
    for (int batch = 0; batch < 10; batch++) {
      try (var room = memory.room("acme")) {
        for (int i = 0; i < 30; i++) {
          room.take(1);
        }
      }
    }
  }

  @Test
  void answeredLineMakesRoom() throws InterruptedException {
    try (var room = memory.room("acme")) {
      List<Runnable> kept = new ArrayList<>();
      for (int line = 0; line < 1_000; line++) {
        if (kept.size() == 6) {
          kept.removeFirst().run();
        }
        kept.add(room.take(5));
      }
      assertThat(kept).hasSize(6);
    }
  }

  @Test
  void aLineLargerThanAllMemoryHasItForItself() throws InterruptedException {
    try (var room = memory.room("acme")) {
      room.take(1_000).run();
      room.take(1_000).run();
    }
  }

  private static void takeAll(BatchMemory.Room room, AtomicInteger held) {
    try {
      while (true) {
        room.take(1);
        held.incrementAndGet();
      }
    } catch (InterruptedException _) {
      // The test has seen enough.
    }
  }
}
