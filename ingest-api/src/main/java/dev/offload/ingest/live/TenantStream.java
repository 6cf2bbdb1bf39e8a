package dev.offload.ingest.live;

import dev.offload.ingest.view.TaskNews;
import jakarta.ws.rs.sse.OutboundSseEvent;

/// One client that follows all tasks of its tenant from a position on.
final class TenantStream {
  private final Outlet outlet;
  private LogPosition told;

  TenantStream(LogPosition from, Outlet outlet) {
    this.told = from;
    this.outlet = outlet;
  }

  /// `event` tells of `news`, unless the client knows already.
  synchronized void news(TaskNews news, OutboundSseEvent event) {
    if (told.isBefore(news.partition(), news.offset())) {
      told = told.with(news.partition(), news.offset() + 1);
      send(event);
    }
  }

  void send(OutboundSseEvent event) {
    outlet.send(event);
  }
}
