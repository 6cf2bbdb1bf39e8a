package dev.offload.ingest.live;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.ws.rs.sse.OutboundSseEvent;
import java.util.ArrayDeque;
import java.util.Queue;

/// The way to one client: takes events without ever waiting, those before it is opened included,
/// and cuts off a client that lets too many wait, rather than keeping them.
final class Outlet {
  private final int maxPending;
  private final Runnable cut;
  private final Queue<OutboundSseEvent> before = new ArrayDeque<>();
  private MultiEmitter<? super OutboundSseEvent> emitter;
  private int pending;
  private boolean isOver;

  /// `cut` ends the connection at once.
  Outlet(int maxPending, Runnable cut) {
    this.maxPending = maxPending;
    this.cut = cut;
  }

  /// What the client is sent; `gone` runs when it is over, for whatever reason.
  Multi<OutboundSseEvent> events(Runnable gone) {
    return Multi.createFrom()
        .<OutboundSseEvent>emitter(this::open, BackPressureStrategy.BUFFER)
        .onItem()
        .invoke(this::taken)
        .onTermination()
        .invoke(
            () -> {
              close();
              gone.run();
            });
  }

  synchronized void send(OutboundSseEvent event) {
    if (isOver) {
      return;
    }
    if (pending >= maxPending) {
      close();
      cut.run();
      return;
    }
    pending++;
    if (emitter == null) {
      before.add(event);
    } else {
      emitter.emit(event);
    }
  }

  /// Lets the client have what it was sent, and ends.
  synchronized void end() {
    isOver = true;
    if (emitter != null) {
      emitter.complete();
    }
  }

  private synchronized void close() {
    isOver = true;
    before.clear();
  }

  private synchronized void open(MultiEmitter<? super OutboundSseEvent> opened) {
    emitter = opened;
    before.forEach(opened::emit);
    before.clear();
    if (isOver) {
      opened.complete();
    }
  }

  private synchronized void taken() {
    pending--;
  }
}
