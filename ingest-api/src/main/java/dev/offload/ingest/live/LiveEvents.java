package dev.offload.ingest.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.offload.ingest.view.TaskSnapshot;
import dev.offload.schemas.json.Json;
import jakarta.ws.rs.sse.OutboundSseEvent;
import org.jboss.resteasy.reactive.server.jaxrs.OutboundSseEventImpl;

/// The events of live streams, as the HTML standard (section 9.2) has them.
final class LiveEvents {
  private LiveEvents() {}

  static OutboundSseEvent task(String id, TaskSnapshot task) {
    return event("task", id, json(task));
  }

  /// What was missed can't be told any more: the present state follows.
  static OutboundSseEvent reset(String id) {
    return event("reset", id, "{}");
  }

  /// A sign of life. With `id` it moves the position of a client that has nothing else to be told.
  static OutboundSseEvent alive(String id) {
    OutboundSseEvent.Builder event = new OutboundSseEventImpl.BuilderImpl().comment("alive");
    return (id == null ? event : event.id(id)).build();
  }

  private static OutboundSseEvent event(String name, String id, String data) {
    return new OutboundSseEventImpl.BuilderImpl().name(name).id(id).data(data).build();
  }

  private static String json(TaskSnapshot task) {
    try {
      return Json.MAPPER.writeValueAsString(task.toPublic());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("every task can be written as JSON", e);
    }
  }
}
