package dev.offload.ingest.live;

import dev.offload.ingest.auth.Caller;
import dev.offload.ingest.auth.Needs;
import dev.offload.ingest.cutoff.CutOff;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.schemas.config.Scope;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Multi;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// `GET /v1/events`
@Path("/v1/events")
@Tag(name = "live")
@Blocking
@RunOnVirtualThread
public class EventsResource {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  private final Caller caller;
  private final LiveHub hub;

  EventsResource(Caller caller, LiveHub hub) {
    this.caller = caller;
    this.hub = hub;
  }

  @GET
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Needs(Scope.READ)
  @Operation(
      operationId = "followTasks",
      summary = "Follows all tasks of the tenant, as Server-Sent Events.")
  public Multi<OutboundSseEvent> follow(
      @HeaderParam("Last-Event-ID") String lastEventId, @Context HttpServerRequest request) {
    return hub.follow(caller.tenant(), lastEventId, new CutOff(request))
        .orElseThrow(
            () ->
                ProblemException.unavailable(
                    "This replica has not found the tasks yet.", RETRY_AFTER));
  }
}
