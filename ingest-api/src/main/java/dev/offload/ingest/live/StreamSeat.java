package dev.offload.ingest.live;

import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The seat of one open stream.
final class StreamSeat implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(StreamSeat.class);
  private static final long IDLE = 0;

  private final OpenStreams streams;
  private final String tenant;
  private final Runnable giveBack;
  private final Runnable cut;
  private volatile Runnable wake = () -> {};
  private volatile long writingSince = IDLE;
  private volatile boolean isOver;

  /// @param giveBack frees the place; may run more than once
  /// @param cut ends the connection at once
  StreamSeat(OpenStreams streams, String tenant, Runnable giveBack, Runnable cut) {
    this.streams = streams;
    this.tenant = tenant;
    this.giveBack = giveBack;
    this.cut = cut;
  }

  String tenant() {
    return tenant;
  }

  /// A write to the client.
  interface Write {
    void run() throws IOException;
  }

  /// Runs `write`, which may take until the client reads. Meanwhile it is counted and watched.
  void write(long bytes, Write write) throws IOException, InterruptedException {
    Runnable letGo = streams.hold(this, bytes);
    try {
      goesOn();
      write.run();
    } finally {
      writingSince = IDLE;
      letGo.run();
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
      log.info("stream cut off, its client does not read tenant={}", tenant);
      isOver = true;
      cut.run();
    }
  }

  /// Ends the stream and frees its seat: its client has gone, it has reached its end, or the
  /// application stops. Any thread may call this, more than once.
  @Override
  public void close() {
    isOver = true;
    giveBack.run();
    streams.leave(this);
    wake.run();
  }
}
