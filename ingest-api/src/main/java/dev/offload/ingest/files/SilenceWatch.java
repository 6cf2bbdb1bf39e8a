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

/// Closes the connections of pieces whose clients send nothing for too long, or next to nothing for
/// a minute. Most often such
/// a client has lost its line and would like to resume on another one. But while its old piece
/// waits, nobody else can write to the file.
@ApplicationScoped
class SilenceWatch {
  private static final int LOOKS_PER_LIMIT = 8;

  private final Vertx vertx;
  private final Duration limit;
  private final long leastPerMinute;
  private final Set<Watched> watched = ConcurrentHashMap.newKeySet();

  SilenceWatch(Vertx vertx, ResumableConfig config) {
    this.vertx = vertx;
    this.limit = config.silence();
    this.leastPerMinute = config.leastPerMinute().asLongValue();
  }

  void start(@Observes StartupEvent event) {
    long every = Math.max(1, limit.toMillis() / LOOKS_PER_LIMIT);
    vertx.setPeriodic(every, _ -> watched.forEach(Watched::look));
  }

  /// The same stream, watched until it is closed. The body itself stays open: to close it would be
  /// to read all that a client still sends.
  InputStream watch(InputStream body, CutOff connection) {
    Watched one = new Watched(body, connection);
    watched.add(one);
    return one;
  }

  private final class Watched extends FilterInputStream {
    private final CutOff connection;
    private final Pace pace = new Pace(leastPerMinute);
    private volatile boolean isWaiting;
    private volatile long since;

    private Watched(InputStream body, CutOff connection) {
      super(body);
      this.connection = connection;
    }

    private void look() {
      if (isWaiting && System.nanoTime() - since > limit.toNanos()) {
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
