package dev.offload.ingest.live;

import dev.offload.ingest.view.TaskSnapshot;
import jakarta.ws.rs.sse.OutboundSseEvent;
import java.util.ArrayList;
import java.util.List;

/// One client that follows one task: its present state, then what is newer, until it has ended.
/// News that come before the present state was looked up wait for it.
final class TaskStream {
  private final Outlet outlet;
  private final String tenant;
  private List<TaskSnapshot> early = new ArrayList<>();
  private long version;
  private boolean isTold;

  TaskStream(String tenant, Outlet outlet) {
    this.tenant = tenant;
    this.outlet = outlet;
  }

  /// `knownVersion`: what the client has seen already, 0 for nothing.
  synchronized void begin(TaskSnapshot present, long knownVersion) {
    outlet.send(LiveEvents.alive(null));
    version = knownVersion;
    isTold = knownVersion > 0;
    tell(present);
    List<TaskSnapshot> held = early;
    early = null;
    held.forEach(this::tell);
  }

  synchronized void news(TaskSnapshot news) {
    if (!news.task().tenant().equals(tenant)) {
      return;
    }
    if (early == null) {
      tell(news);
    } else {
      early.add(news);
    }
  }

  void alive(OutboundSseEvent sign) {
    outlet.send(sign);
  }

  /// A version is told once, and again where only its progress is new.
  private void tell(TaskSnapshot task) {
    long told = version;
    version = Math.max(version, task.task().version());
    boolean isNewer = task.task().version() > told;
    boolean isFurther = task.task().version() == told && task.progress() != null;
    if (isNewer || isFurther || !isTold) {
      isTold = true;
      outlet.send(LiveEvents.task(Long.toString(task.task().version()), task));
    }
    if (task.task().state().isFinal() && task.task().version() >= told) {
      outlet.end();
    }
  }
}
