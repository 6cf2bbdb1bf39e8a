package dev.offload.ingest.seat;

import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.atomic.AtomicBoolean;

/// The seat of one request. It may be given back more than once.
public final class Seat implements AutoCloseable {
  private final AtomicBoolean isTaken = new AtomicBoolean(true);
  private final Runnable giveBack;

  Seat(Runnable giveBack) {
    this.giveBack = giveBack;
  }

  /// Gives the seat back when `request` has been answered or its client has gone.
  public void keepUntilAnswered(RoutingContext request) {
    request.addEndHandler(_ -> close());
    if (request.response().closed()) {
      close();
    }
  }

  @Override
  public void close() {
    if (isTaken.getAndSet(false)) {
      giveBack.run();
    }
  }
}
