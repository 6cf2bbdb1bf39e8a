package dev.offload.ingest.live;

import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The place of one stream among those that are open.
final class Seat implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Seat.class);
  private static final long IDLE = 0;

  private final OpenStreams streams;
  private final OpenStreams.Account account;
  private final Runnable cut;
  private volatile Runnable wake = () -> {};
  private volatile long writingSince = IDLE;
  private volatile boolean isOver;

  Seat(OpenStreams streams, OpenStreams.Account account, Runnable cut) {
    this.streams = streams;
    this.account = account;
    this.cut = cut;
  }

  OpenStreams.Account account() {
    return account;
  }

  /// A write to the client.
  interface Write {
    void run() throws IOException;
  }

  /// Runs `write`, which may take until the client reads, while it is counted and watched.
  void write(long bytes, Write write) throws IOException, InterruptedException {
    long held = streams.hold(this, bytes);
    try {
      writingSince = Math.max(1, System.nanoTime());
      write.run();
    } finally {
      writingSince = IDLE;
      streams.letGo(this, held);
    }
  }

  /// Whether there is nobody to be told anything any more.
  boolean isOver() {
    return isOver;
  }

  /// `wake` lets a stream that waits look whether it is over.
  void whenOver(Runnable wake) {
    this.wake = wake;
  }

  void cutIfStalled(Duration limit) {
    long since = writingSince;
    if (since != IDLE && System.nanoTime() - since > limit.toNanos()) {
      log.info("stream cut off, its client does not read tenant={}", account.tenant());
      isOver = true;
      cut.run();
    }
  }

  /// The stream is over and its place free again: its client has gone, it has come to its end, or
  /// the application stops. May be called more than once, by any thread.
  @Override
  public void close() {
    isOver = true;
    streams.leave(this);
    wake.run();
  }
}
