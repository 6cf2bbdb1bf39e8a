package dev.offload.ingest.rig;

import dev.offload.files.Reserve;
import io.quarkus.arc.Unremovable;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/// The disk of the application under test: the real one, until a test says how much room it has.
@Singleton
@Unremovable
public class Disk implements Reserve.Gauge {
  private static final long AS_IT_IS = -1;
  private static final AtomicLong USABLE = new AtomicLong(AS_IT_IS);

  /// A disk with so much room, until this is closed.
  public static Given withRoom(long usableBytes) {
    USABLE.set(usableBytes);
    return () -> USABLE.set(AS_IT_IS);
  }

  /// What a test has said of the disk.
  public interface Given extends AutoCloseable {
    @Override
    void close();
  }

  @Override
  public long usableBytes(Path directory) throws IOException {
    long usable = USABLE.get();
    return usable == AS_IT_IS ? Reserve.OF_DISKS.usableBytes(directory) : usable;
  }
}
