package dev.offload.ingest.gallery;

import dev.offload.ingest.view.ViewFailure;
import dev.offload.kafka.live.LiveGalleries;
import dev.offload.kafka.write.NotWritten;
import dev.offload.schemas.config.FaceReading;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Settles the readings that nobody waits for any more: of faces that were deleted, of
/// requests that were given up, and of processes that died. All replicas do this, and doing it
/// twice does no harm.
@ApplicationScoped
class ReadingSweeper {
  private static final Logger LOG = LoggerFactory.getLogger(ReadingSweeper.class);

  private final LiveGalleries live;
  private final Duration pause;
  private final ReadingSettler settler;
  private final Thread thread = Thread.ofVirtual().name("sweep-readings").unstarted(this::run);

  ReadingSweeper(GalleryBook book, GalleriesConfig config, ReadingSettler settler) {
    this.live = book.live();
    this.pause = config.reading().sweepEvery();
    this.settler = settler;
  }

  void start(@Observes StartupEvent event) {
    thread.start();
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    thread.interrupt();
    thread.join();
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(pause);
        sweep();
      }
    } catch (InterruptedException _) {
      // The application stops.
    }
  }

  private void sweep() throws InterruptedException {
    for (FaceReading reading : live.readings()) {
      if (settler.isLeft(reading)) {
        settle(reading);
      }
    }
  }

  private void settle(FaceReading reading) throws InterruptedException {
    try {
      if (settler.settle(reading)) {
        LOG.info("reading forgotten tenant={} taskId={}", reading.tenant(), reading.task());
      }
    } catch (NotWritten | ViewFailure e) {
      LOG.warn(
          "reading could not be forgotten, it is tried again tenant={} taskId={}: {}",
          reading.tenant(),
          reading.task(),
          e.getMessage());
    } catch (RuntimeException e) {
      LOG.error(
          "reading could not be forgotten, it is tried again tenant={} taskId={}",
          reading.tenant(),
          reading.task(),
          e);
    }
  }
}
