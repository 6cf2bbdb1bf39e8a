package dev.offload.ingest.live;

import dev.offload.ingest.auth.Admits;
import dev.offload.ingest.auth.Caller;
import dev.offload.ingest.auth.Needs;
import dev.offload.ingest.auth.TokenUse;
import dev.offload.ingest.task.TaskSeeker;
import dev.offload.ingest.view.TaskSnapshot;
import dev.offload.schemas.config.Scope;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// `GET /v1/tasks/{id}/events`
@Path("/v1/tasks")
@Tag(name = "live")
@RunOnVirtualThread
public class TaskEventsResource {
  private final Caller caller;
  private final TaskSeeker tasks;
  private final LiveHub hub;
  private final SingleFollower follower;

  TaskEventsResource(Caller caller, TaskSeeker tasks, LiveHub hub, SingleFollower follower) {
    this.caller = caller;
    this.tasks = tasks;
    this.hub = hub;
    this.follower = follower;
  }

  @GET
  @Path("/{id}/events")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Needs(Scope.READ)
  @Admits(value = TokenUse.ITS_TASK, inQuery = true)
  @Operation(
      operationId = "followTask",
      summary = "Follows one task to its end, as Server-Sent Events.")
  @APIResponse(
      responseCode = "200",
      description = "Each event `task` has a newer version of the task as its data.",
      content =
          @Content(mediaType = MediaType.SERVER_SENT_EVENTS, schema = @Schema(ref = "TaskEvent")))
  @APIResponse(
      responseCode = "204",
      description = "The client has already seen the end of the task.")
  public StreamingOutput follow(
      @PathParam("id") String id,
      @Parameter(description = "The id of the last event received. The stream goes on after it.")
          @HeaderParam("Last-Event-ID")
          String lastEventId,
      @Context RoutingContext http)
      throws InterruptedException {
    String tenant = caller.tenant();
    TaskSnapshot known = tasks.seek(tenant, id);
    return follower.follow(
            http,
            tenant,
            hub.taskFeeds(),
            known.task().id(),
            LiveEvent.of(known),
            lastEventId,
            () -> LiveEvent.of(tasks.seek(tenant, id)))
        ::writeTo;
  }
}
