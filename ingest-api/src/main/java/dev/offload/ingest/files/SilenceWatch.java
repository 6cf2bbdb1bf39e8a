package dev.offload.ingest.files;

import dev.offload.ingest.cutoff.CutOff;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Closes the connections of uploads whose clients send nothing for too long, or next to
/// nothing for a minute. Most often such a client has lost its line. With a piece it would
/// like to resume on another one, but while its old piece waits, nobody else can write to the
/// file. And each upload keeps a seat.
@ApplicationScoped
class SilenceWatch {
  private static final long LOOK_EVERY_MILLIS = 250;

  private final Vertx vertx;
  private final Set<Watched> watched = ConcurrentHashMap.newKeySet();

  SilenceWatch(Vertx vertx) {
    this.vertx = vertx;
  }

  void start(@Observes StartupEvent event) {
    vertx.setPeriodic(LOOK_EVERY_MILLIS, _ -> watched.forEach(Watched::look));
  }

  /// What is too little.
  ///
  /// @param silence how long a client may send nothing
  /// @param leastPerMinute how many bytes it has to send in each minute, 0 for any number
  record Limits(Duration silence, long leastPerMinute) {}

  /// The same stream, watched until it is closed. The body itself stays open: to close it
  /// would be to read all that a client still sends.
  InputStream watch(InputStream body, CutOff connection, Limits limits) {
    Watched one = new Watched(body, connection, limits);
    watched.add(one);
    return one;
  }

  private final class Watched extends FilterInputStream {
    private final CutOff connection;
    private final Duration silence;
    private final Pace pace;
    private volatile boolean isWaiting;
    private volatile long since;

    private Watched(InputStream body, CutOff connection, Limits limits) {
      super(body);
      this.connection = connection;
      this.silence = limits.silence;
      this.pace = new Pace(limits.leastPerMinute);
    }

    private void look() {
      if (isWaiting && System.nanoTime() - since > silence.toNanos()) {
        connection.run();
      }
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      since = System.nanoTime();
      isWaiting = true;
      try {
        int read = super.read(buffer, offset, length);
        if (read >= 0 && pace.isTooSlow(read, System.nanoTime() - since)) {
          connection.run();
        }
        return read;
      } finally {
        isWaiting = false;
      }
    }

    @Override
    public void close() {
      watched.remove(this);
    }
  }
}
