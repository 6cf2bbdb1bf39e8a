package dev.offload.ingest.live;

import dev.offload.ingest.auth.Admits;
import dev.offload.ingest.auth.Caller;
import dev.offload.ingest.auth.Needs;
import dev.offload.ingest.auth.TokenUse;
import dev.offload.ingest.membership.GroupFinder;
import dev.offload.schemas.config.Scope;
import dev.offload.schemas.task.GroupStatus;
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

/// `GET /v1/groups/{id}/events`
@Path("/v1/groups")
@Tag(name = "live")
@RunOnVirtualThread
public class GroupEventsResource {
  private final Caller caller;
  private final GroupFinder groups;
  private final LiveHub hub;
  private final SingleFollower follower;

  GroupEventsResource(Caller caller, GroupFinder groups, LiveHub hub, SingleFollower follower) {
    this.caller = caller;
    this.groups = groups;
    this.hub = hub;
    this.follower = follower;
  }

  @GET
  @Path("/{id}/events")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Needs(Scope.READ)
  @Admits(value = TokenUse.ITS_GROUP, inQuery = true)
  @Operation(
      operationId = "followGroup",
      summary = "Follows one group to its end, as Server-Sent Events.")
  @APIResponse(
      responseCode = "200",
      description = "Each event `group` has a newer version of the group as its data.",
      content =
          @Content(mediaType = MediaType.SERVER_SENT_EVENTS, schema = @Schema(ref = "GroupEvent")))
  @APIResponse(
      responseCode = "204",
      description = "The client has already seen the end of the group.")
  public StreamingOutput follow(
      @PathParam("id") String id,
      @Parameter(description = "The id of the last event received. The stream goes on after it.")
          @HeaderParam("Last-Event-ID")
          String lastEventId,
      @Context RoutingContext http)
      throws InterruptedException {
    String tenant = caller.tenant();
    GroupStatus known = groups.seek(tenant, id);
    return follower.follow(
            http,
            tenant,
            hub.groupFeeds(),
            known.facts().id(),
            LiveEvent.of(known),
            lastEventId,
            () -> LiveEvent.of(groups.seek(tenant, id)))
        ::writeTo;
  }
}
