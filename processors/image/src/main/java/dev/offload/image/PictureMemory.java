package dev.offload.image;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/// What this process may spend on pictures: in the heap, which holds their files, and beside it,
/// where their pixels are.
record PictureMemory(MemoryBudget files, MemoryBudget pixels) {
  private static final long LEAST = 64L << 20;

  static PictureMemory of(ImageConfig config) {
    long all =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    return of(config, Runtime.getRuntime().maxMemory(), all);
  }

  /// @param heap the most bytes that the heap may have
  /// @param all bytes that the machine has, or the container if that has a limit
  static PictureMemory of(ImageConfig config, long heap, long all) {
    long pixels =
        config.memory().map(size -> size.asLongValue()).orElseGet(() -> halfOfTheRest(heap, all));
    return new PictureMemory(new MemoryBudget(heap / 2), new MemoryBudget(pixels));
  }

  /// The other half is for the JVM itself, the native libraries and who else is there.
  private static long halfOfTheRest(long heap, long all) {
    return Math.max(LEAST, (all - heap) / 2);
  }
}
