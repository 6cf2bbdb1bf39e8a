package dev.offload.ingest.storage;

import dev.offload.files.DirectoryFileStore;
import dev.offload.files.Reserve;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.view.ViewConfig;
import dev.offload.schemas.ProblemCode;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Refuses work while a disk of this replica lacks space. Whatever frees space (deleting,
/// cancelling, finishing tasks) is never refused.
@Startup
@ApplicationScoped
public class StorageGuard {
  private static final Logger LOG = LoggerFactory.getLogger(StorageGuard.class);
  private static final Duration FRESH = Duration.ofMillis(200);

  private final Reserve all;
  private final Reserve files;
  private final Duration retryAfter;
  private final LongSupplier nanoTime;
  private final AtomicBoolean isShort = new AtomicBoolean();
  private volatile Look last;

  /// What was seen, and when, by the monotonic clock.
  private record Look(Optional<Reserve.Shortage> shortage, long at) {}

  @Inject
  StorageGuard(
      StorageConfig config,
      @ConfigProperty(name = DirectoryFileStore.SETTING) Path filesDirectory,
      ViewConfig view,
      Reserve.Gauge gauge,
      MeterRegistry meters) {
    this(
        new Reserve(
            Stream.concat(
                    view.postgres().url().isPresent()
                        ? Stream.of(filesDirectory)
                        : Stream.of(filesDirectory, view.directory()),
                    config.directories().orElseGet(List::of).stream())
                .toList(),
            config.reserve().asLongValue(),
            gauge),
        new Reserve(List.of(filesDirectory), config.reserve().asLongValue(), gauge),
        config.retryAfter(),
        System::nanoTime);
    for (Path directory : all.directories()) {
      Gauge.builder(
              "offload.storage.free",
              all,
              reserve -> reserve.usableBytes(directory).map(Long::doubleValue).orElse(Double.NaN))
          .description("Free space on the disk of a directory that this process writes to.")
          .baseUnit("bytes")
          .tag("directory", directory.toString())
          .register(meters);
    }
    meters.gauge("offload.storage.short", this, guard -> guard.shortage().isPresent() ? 1 : 0);
  }

  StorageGuard(Reserve all, Reserve files, Duration retryAfter, LongSupplier nanoTime) {
    this.all = all;
    this.files = files;
    this.retryAfter = retryAfter;
    this.nanoTime = nanoTime;
  }

  /// The reserve of the disk with the files.
  public Reserve files() {
    return files;
  }

  /// @throws ProblemException `unavailable` if a disk lacks space; then no work is accepted
  public void requireRoomForWork() {
    if (shortage().isPresent()) {
      throw ProblemException.unavailable(
          "The service is low on disk space and accepts no new work until there is more. "
              + "Nothing was accepted.",
          retryAfter);
    }
  }

  /// @throws ProblemException `insufficient-storage` if `bytes` more would not leave the reserve
  public void requireRoomForFile(long bytes) {
    if (files.shortageAfter(bytes).isPresent()) {
      throw noRoomForFile();
    }
  }

  public ProblemException noRoomForFile() {
    return noRoom(
        "The service is low on disk space and has no room for this file. Nothing was stored.");
  }

  public ProblemException noRoomForPiece() {
    return noRoom(
        "The service is low on disk space. What it has of the upload is kept: ask with HEAD how"
            + " much that is, and go on later.");
  }

  /// The file store does not answer.
  ///
  /// @param consequence what that means for the request
  public ProblemException filesUnavailable(String consequence) {
    return ProblemException.unavailable(
        "The service can't reach its file store at the moment. " + consequence, retryAfter);
  }

  private ProblemException noRoom(String detail) {
    return ProblemException.of(ProblemCode.INSUFFICIENT_STORAGE, detail)
        .with("Retry-After", Long.toString(Math.max(1, retryAfter.toSeconds())));
  }

  private Optional<Reserve.Shortage> shortage() {
    long now = nanoTime.getAsLong();
    Look look = last;
    if (look == null || now - look.at() > FRESH.toNanos()) {
      look = new Look(all.shortage(), now);
      last = look;
      tell(look.shortage());
    }
    return look.shortage();
  }

  private void tell(Optional<Reserve.Shortage> shortage) {
    if (isShort.getAndSet(shortage.isPresent()) == shortage.isPresent()) {
      return;
    }
    shortage.ifPresentOrElse(
        found ->
            LOG.error(
                "Disk space is short, no work is taken: directory={} usableBytes={}",
                found.directory(),
                found.usableBytes()),
        () -> LOG.warn("There is enough disk space again, work is taken"));
  }
}
