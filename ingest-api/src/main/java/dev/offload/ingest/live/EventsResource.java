package dev.offload.ingest.live;

import dev.offload.ingest.auth.Caller;
import dev.offload.ingest.auth.Needs;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.view.TaskView;
import dev.offload.schemas.config.Scope;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// `GET /v1/events`
@Path("/v1/events")
@Tag(name = "live")
@RunOnVirtualThread
public class EventsResource {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  private final Caller caller;
  private final StreamOpener opener;
  private final LiveHub hub;
  private final TaskView view;
  private final LiveConfig config;

  EventsResource(
      Caller caller, StreamOpener opener, LiveHub hub, TaskView view, LiveConfig config) {
    this.caller = caller;
    this.opener = opener;
    this.hub = hub;
    this.view = view;
    this.config = config;
  }

  @GET
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Needs(Scope.READ)
  @Operation(
      operationId = "followTasks",
      summary = "Follows all tasks of the tenant, as Server-Sent Events.")
  @APIResponse(
      responseCode = "200",
      description =
          "Each event `task` has a task as its data. If some were missed, an event `reset` "
              + "comes first.",
      content =
          @Content(mediaType = MediaType.SERVER_SENT_EVENTS, schema = @Schema(ref = "TaskEvent")))
  public StreamingOutput follow(
      @Parameter(description = "The id of the last event received. The stream goes on after it.")
          @HeaderParam("Last-Event-ID")
          String lastEventId,
      @Context RoutingContext http) {
    String tenant = caller.tenant();
    RecentNews recent =
        hub.recent()
            .orElseThrow(
                () ->
                    ProblemException.unavailable(
                        "This replica has not read the tasks yet.", RETRY_AFTER));
    StreamOpener.Stream stream =
        opener.open(
            http,
            tenant,
            (outlet, seat) -> {
              try (TenantStream all = TenantStream.join(recent, view, tenant, lastEventId)) {
                all.run(outlet, seat, config.commentEvery());
              }
            });
    return stream::writeTo;
  }
}
