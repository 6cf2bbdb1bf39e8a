package dev.offload.ingest.live;

import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The seat of one open stream.
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

  /// Runs `write`, which may take until the client reads. Meanwhile it is counted and watched.
  void write(long bytes, Write write) throws IOException, InterruptedException {
    long held = streams.hold(this, bytes);
    try {
      goesOn();
      write.run();
    } finally {
      writingSince = IDLE;
      streams.letGo(this, held);
    }
  }

  /// The client has taken a part of what is being written: from now on it may leave the next one
  /// lying for as long.
  void goesOn() {
    writingSince = Math.max(1, System.nanoTime());
  }

  /// Whether the stream is over.
  boolean isOver() {
    return isOver;
  }

  /// `wake` makes a waiting stream check whether it is over.
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

  /// Ends the stream and frees its seat: its client has gone, it has reached its end, or the
  /// application stops. Any thread may call this, more than once.
  @Override
  public void close() {
    isOver = true;
    streams.leave(this);
    wake.run();
  }
}
