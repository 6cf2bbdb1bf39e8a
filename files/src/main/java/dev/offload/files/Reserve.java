package dev.offload.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The space that has to stay free on the disks of some directories. It keeps the disk from
/// filling up for those that write without asking: Kafka's log, the task view, the
/// descriptions of files.
///
/// For a directory that does not exist yet, its nearest existing parent counts. If the free
/// space of a disk is unknown, it counts as enough: a write will show what is wrong.
public final class Reserve {
  /// The setting with the space that has to stay free. It is the same for every process that stores
  /// files.
  public static final String SETTING = "offload.storage.reserve";

  /// What has to stay free if nothing is set.
  public static final String DEFAULT = "512M";

  /// Asks the file system of a directory that exists.
  public interface Gauge {
    long usableBytes(Path directory) throws IOException;
  }

  /// A directory whose disk has less room than it should.
  public record Shortage(Path directory, long usableBytes) {}

  /// Asks the file systems themselves.
  public static final Gauge OF_DISKS = directory -> Files.getFileStore(directory).getUsableSpace();

  private static final Logger LOG = LoggerFactory.getLogger(Reserve.class);

  private final List<Path> directories;
  private final long bytes;
  private final Gauge gauge;

  /// @param bytes how much stays free on each disk, 0 for nothing
  public Reserve(Collection<Path> directories, long bytes, Gauge gauge) {
    if (bytes < 0) {
      throw new IllegalArgumentException("a reserve must not be negative: " + bytes);
    }
    this.directories = directories.stream().map(Path::toAbsolutePath).distinct().toList();
    this.bytes = bytes;
    this.gauge = gauge;
  }

  public static Reserve of(Collection<Path> directories, long bytes) {
    return new Reserve(directories, bytes, OF_DISKS);
  }

  /// A reserve of nothing.
  public static Reserve none() {
    return of(List.of(), 0);
  }

  public List<Path> directories() {
    return directories;
  }

  /// The first directory that lacks room.
  public Optional<Shortage> shortage() {
    return shortageAfter(0);
  }

  /// The first directory that would lack room if `more` bytes were written to it.
  public Optional<Shortage> shortageAfter(long more) {
    for (Path directory : directories) {
      Optional<Long> usable = usableBytes(directory);
      if (usable.isPresent() && usable.get() - more < bytes) {
        return Optional.of(new Shortage(directory, usable.get()));
      }
    }
    return Optional.empty();
  }

  /// The free space on the disk of a directory. Empty if it is unknown.
  public Optional<Long> usableBytes(Path directory) {
    Path existing = directory.toAbsolutePath();
    while (existing.getParent() != null && !Files.isDirectory(existing)) {
      existing = existing.getParent();
    }
    try {
      return Optional.of(gauge.usableBytes(existing));
    } catch (IOException e) {
      LOG.warn("The disk does not say how much room it has: directory={}", directory, e);
      return Optional.empty();
    }
  }
}
