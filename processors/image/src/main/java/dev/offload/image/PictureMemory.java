package dev.offload.image;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/// What this process may spend on pictures: in the heap, which holds their files, and beside it,
/// where their pixels are.
record PictureMemory(MemoryBudget files, MemoryBudget pixels) {
  private static final long LEAST = 64L << 20;

  static PictureMemory of(ImageConfig config) {
    long heap = Runtime.getRuntime().maxMemory();
    long pixels =
        config.memory().map(size -> size.asLongValue()).orElseGet(() -> halfOfTheRest(heap));
    return new PictureMemory(new MemoryBudget(heap / 2), new MemoryBudget(pixels));
  }

  /// Of the machine, or of the container if that has a limit. The other half is for the JVM itself,
  /// the native libraries and who else is there.
  private static long halfOfTheRest(long heap) {
    long all =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    return Math.max(LEAST, (all - heap) / 2);
  }
}
