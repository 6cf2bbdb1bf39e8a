package dev.offload.ingest.files;

import dev.offload.files.FileStore;
import dev.offload.files.PartialFiles;
import dev.offload.files.StoreUpkeep;
import dev.offload.files.Usage;
import dev.offload.ingest.view.TaskView;
import dev.offload.ingest.view.TaskView.Build;
import dev.offload.ingest.view.ViewFailure;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deletes files that nothing needs, and uploads that nobody completes, at regular times. If
/// several replicas share a store, one does this at a time.
@ApplicationScoped
class FileCollector {
  private static final Logger LOG = LoggerFactory.getLogger(FileCollector.class);
  private static final Duration FIRST_AFTER = Duration.ofMinutes(1);

  private final FileStore files;
  private final PartialFiles partial;
  private final Duration uploadsExpireAfter;
  private final StoreUpkeep upkeep;
  private final FileNeeds needs;
  private final TaskView view;
  private final CollectorConfig config;
  private final InstantSource clock;
  private final StaleHolds holds;
  private final Counter deletedFiles;
  private final Counter deletedBytes;
  private final Counter expiredUploads;
  private final Counter failures;
  private final Thread thread = Thread.ofPlatform().name("collect-files").unstarted(this::collect);
  private volatile long lastTurn = System.nanoTime();
  private volatile CollectorTurn.Result last = new CollectorTurn.Result(0, 0, 0, 0);
  private volatile boolean isForeign;

  FileCollector(
      FileStore files,
      PartialFiles partial,
      ResumableConfig resumable,
      StoreUpkeep upkeep,
      FileNeeds needs,
      TaskView view,
      CollectorConfig config,
      InstantSource clock,
      MeterRegistry meters) {
    this.files = files;
    this.partial = partial;
    this.uploadsExpireAfter = resumable.expireAfter();
    this.upkeep = upkeep;
    this.needs = needs;
    this.view = view;
    this.config = config;
    this.clock = new BoundedClock(clock, System::nanoTime);
    this.holds = new StaleHolds(config.staleHoldAfter(), System::nanoTime);
    deletedFiles = meters.counter("offload.files.deleted");
    deletedBytes = Counter.builder("offload.files.deleted.size").baseUnit("bytes").register(meters);
    expiredUploads = meters.counter("offload.files.uploads.expired");
    failures = meters.counter("offload.files.collector.failures");
    Gauge.builder("offload.files.kept", this, it -> it.last.keptFiles()).register(meters);
    Gauge.builder("offload.files.kept.size", this, it -> it.last.keptBytes())
        .baseUnit("bytes")
        .register(meters);
    Gauge.builder("offload.files.collector.age", this, FileCollector::secondsSinceLastTurn)
        .description("Seconds since the last complete round through all files.")
        .baseUnit("seconds")
        .register(meters);
  }

  void start(@Observes StartupEvent event) {
    thread.start();
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    thread.interrupt();
    thread.join();
  }

  private void collect() {
    try {
      Thread.sleep(config.every().compareTo(FIRST_AFTER) < 0 ? config.every() : FIRST_AFTER);
      while (true) {
        boolean _ = turn();
        Thread.sleep(config.every());
      }
    } catch (InterruptedException _) {
      // The application stops.
    }
  }

  /// Makes one round through all files. Returns false if another replica is doing so.
  boolean turn() throws InterruptedException {
    try (StoreUpkeep.UpkeepTurn turn = upkeep.begin().orElse(null)) {
      if (turn == null) {
        lastTurn = System.nanoTime();
        return false;
      }
      expireUploads();
      collectOnce();
    } catch (CollectorTurn.Uncertain e) {
      failures.increment();
      LOG.info("Files are not collected for now: it is not certain what is needed");
    } catch (IOException | UncheckedIOException | ViewFailure e) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      failures.increment();
      LOG.warn("Files are not collected for now", e);
    } catch (RuntimeException e) {
      failures.increment();
      LOG.error("Files are not collected for now: an unexpected error", e);
    }
    return true;
  }

  /// No task can name a file that is not whole, so nobody has to be asked.
  private void expireUploads() throws IOException {
    Instant before = clock.instant().minus(uploadsExpireAfter);
    Usage expired = Usage.NONE;
    for (String tenant : upkeep.tenants()) {
      upkeep.renew();
      expired = expired.plus(partial.expire(tenant, before));
    }
    if (expired.files() > 0) {
      expiredUploads.increment((double) expired.files());
      LOG.info(
          "Deleted uploads that were not complete: count={} bytes={}",
          expired.files(),
          expired.bytes());
    }
  }

  private void collectOnce() throws IOException, InterruptedException, CollectorTurn.Uncertain {
    Optional<Build> build = view.build();
    if (build.isEmpty() || !isOurs(build.get().log())) {
      return;
    }
    CollectorTurn.Result result =
        new CollectorTurn(
                files,
                upkeep,
                needs,
                holds,
                clock.instant().minus(config.unusedAfter()),
                config.patience())
            .run();
    last = result;
    lastTurn = System.nanoTime();
    deletedFiles.increment((double) result.deletedFiles());
    deletedBytes.increment((double) result.deletedBytes());
    if (result.deletedFiles() > 0) {
      LOG.info(
          "Deleted files that nothing needs: count={} bytes={}",
          result.deletedFiles(),
          result.deletedBytes());
    }
  }

  /// Another Kafka knows nothing of the tasks that need these files.
  private boolean isOurs(String log) throws IOException {
    boolean isOurs = upkeep.belongsTo(log);
    if (!isOurs && !isForeign) {
      LOG.error(
          "No files are deleted: their tasks are in another Kafka than this one. If those are"
              + " really gone, delete the file 'log' in the directory of files, or the object of that"
              + " name in the bucket. log={}",
          log);
    }
    isForeign = !isOurs;
    return isOurs;
  }

  private double secondsSinceLastTurn() {
    return (System.nanoTime() - lastTurn) / 1e9;
  }
}
