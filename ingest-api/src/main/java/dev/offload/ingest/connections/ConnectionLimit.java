package dev.offload.ingest.connections;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;

/// How many connections clients may have open, if `quarkus.http.limits.max-connections` is not set.
/// A connection needs a file descriptor. When a process has none left, a Kafka in it halts, and a
/// task view can't be written. So clients get a quarter of them.
public final class ConnectionLimit implements ConfigSource {
  static final String PROPERTY = "quarkus.http.limits.max-connections";
  private static final long MOST = 10_000;
  private static final int BEFORE_ALL_OTHERS = 50;

  private final Map<String, String> properties = Map.of(PROPERTY, String.valueOf(of(files())));

  /// The limit for a process that may have this many files open.
  static long of(long files) {
    return Math.clamp(files / 4, 1, MOST);
  }

  private static long files() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
        ? system.getMaxFileDescriptorCount()
        : Long.MAX_VALUE;
  }

  @Override
  public String getName() {
    return "connection limit";
  }

  /// Every other source wins.
  @Override
  public int getOrdinal() {
    return BEFORE_ALL_OTHERS;
  }

  @Override
  public Set<String> getPropertyNames() {
    return properties.keySet();
  }

  @Override
  public String getValue(String name) {
    return properties.get(name);
  }
}
