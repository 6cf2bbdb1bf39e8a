package dev.offload.ingest.live;

import dev.offload.ingest.auth.Caller;
import dev.offload.ingest.cutoff.CutOff;
import dev.offload.ingest.view.ViewFailure;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens streams: takes a seat for each, and frees it however the stream ends. A stream ends with
/// the token that it was opened with.
@ApplicationScoped
class StreamOpener {
  private static final Logger log = LoggerFactory.getLogger(StreamOpener.class);

  /// How many bytes may wait in the web server for one client.
  private static final int WAITING_BYTES = 16 * 1024;

  private final OpenStreams streams;
  private final Caller caller;
  private final InstantSource clock;

  StreamOpener(OpenStreams streams, Caller caller, InstantSource clock) {
    this.streams = streams;
    this.caller = caller;
    this.clock = clock;
  }

  /// Writes a stream until it is over.
  interface Telling {
    void run(Outlet outlet, StreamSeat seat) throws IOException, InterruptedException;
  }

  /// An open stream.
  interface Stream {
    void writeTo(OutputStream client) throws IOException;
  }

  /// The answer that is a stream of `telling`.
  Stream open(RoutingContext http, String tenant, Telling telling) {
    Optional<String> token = caller.grant().map(Object::toString);
    StreamSeat seat = streams.take(tenant, token, new CutOff(http.request()));
    http.addEndHandler(_ -> seat.close());
    caller.expiresAt().ifPresent(end -> closeAt(end, seat, http));
    if (http.response().closed()) {
      // The client had gone before anybody would have told.
      seat.close();
    }
    http.response().setWriteQueueMaxSize(WAITING_BYTES);
    boolean isForBrowser = caller.grant().isPresent();
    return client -> tell(telling, new Outlet(client, seat, isForBrowser), seat);
  }

  private void closeAt(Instant end, StreamSeat seat, RoutingContext http) {
    long millis = Math.max(1, Duration.between(clock.instant(), end).toMillis());
    long timer = http.vertx().setTimer(millis, _ -> seat.close());
    http.addEndHandler(_ -> http.vertx().cancelTimer(timer));
  }

  private static void tell(Telling telling, Outlet outlet, StreamSeat seat) throws IOException {
    try (seat) {
      telling.run(outlet, seat);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the application stops");
    } catch (ViewFailure e) {
      log.warn("stream ends, the task view did not answer", e);
    } catch (IOException e) {
      log.debug("stream ends with its connection", e);
    }
  }
}
