package dev.offload.ingest.live;

import dev.offload.ingest.auth.Caller;
import dev.offload.ingest.auth.Needs;
import dev.offload.ingest.cutoff.CutOff;
import dev.offload.ingest.task.TaskSeeker;
import dev.offload.ingest.view.TaskSnapshot;
import dev.offload.schemas.config.Scope;
import dev.offload.schemas.task.TaskId;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Multi;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// `GET /v1/tasks/{id}/events`
@Path("/v1/tasks")
@Tag(name = "live")
@Blocking
@RunOnVirtualThread
public class TaskEventsResource {
  private final Caller caller;
  private final TaskSeeker tasks;
  private final LiveHub hub;
  private final LiveConfig config;

  TaskEventsResource(Caller caller, TaskSeeker tasks, LiveHub hub, LiveConfig config) {
    this.caller = caller;
    this.tasks = tasks;
    this.hub = hub;
    this.config = config;
  }

  @GET
  @Path("/{id}/events")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Needs(Scope.READ)
  @Operation(
      operationId = "followTask",
      summary = "Follows one task to its end, as Server-Sent Events.")
  public Multi<OutboundSseEvent> follow(
      @PathParam("id") String id,
      @HeaderParam("Last-Event-ID") String lastEventId,
      @Context HttpServerRequest request)
      throws InterruptedException {
    String tenant = caller.tenant();
    TaskSnapshot known = tasks.seek(tenant, id);
    long knownVersion = version(lastEventId);
    if (known.task().state().isFinal() && known.task().version() <= knownVersion) {
      throw new NothingToTell();
    }
    TaskId taskId = known.task().id();
    Outlet outlet = new Outlet(config.maxPending(), new CutOff(request));
    TaskStream stream = hub.follow(tenant, taskId, outlet);
    Multi<OutboundSseEvent> events = outlet.events(() -> hub.leave(taskId, stream));
    // Looked up again: what changed before the stream was known to the hub was told to nobody.
    stream.begin(tasks.seek(tenant, id), knownVersion);
    return events;
  }

  /// What is no version was never sent by us: the present state is told.
  private static long version(String lastEventId) {
    boolean isNumber = lastEventId != null && lastEventId.matches("[0-9]{1,18}");
    return isNumber ? Long.parseLong(lastEventId) : 0;
  }
}
