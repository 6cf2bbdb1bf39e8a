package dev.offload.ingest.live;

import dev.offload.ingest.QueryText;
import dev.offload.ingest.auth.Admits;
import dev.offload.ingest.auth.Caller;
import dev.offload.ingest.auth.Grant;
import dev.offload.ingest.auth.Needs;
import dev.offload.ingest.auth.TokenUse;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.user.Users;
import dev.offload.ingest.view.TaskView;
import dev.offload.schemas.ProblemCode;
import dev.offload.schemas.config.Scope;
import dev.offload.schemas.task.UserId;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.Optional;
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
  @Admits(value = TokenUse.EVENTS_OF_ITS_USER, inQuery = true)
  @Operation(
      operationId = "followTasks",
      summary =
          "Follows all tasks and groups of the tenant, or the tasks of a user, as Server-Sent Events.")
  @APIResponse(
      responseCode = "200",
      description =
          "Each event `task` has a task as its data, and each event `group` a group. If events of"
              + " tasks were missed, an event `reset` comes first.",
      content =
          @Content(mediaType = MediaType.SERVER_SENT_EVENTS, schema = @Schema(ref = "AnyEvent")))
  public StreamingOutput follow(
      @Parameter(description = "The id of the last event received. The stream goes on after it.")
          @HeaderParam("Last-Event-ID")
          String lastEventId,
      @Parameter(description = "Only the tasks of this user.", schema = @Schema(ref = Users.NAME))
          @QueryParam("user")
          String user,
      @Context UriInfo uri,
      @Context RoutingContext http) {
    Followed followed =
        new Followed(
            caller.tenant(), allowed(wanted(QueryText.of(uri.getQueryParameters(), "user"))));
    RecentNews recent =
        hub.recent()
            .orElseThrow(
                () ->
                    ProblemException.unavailable(
                        "This replica has not read the tasks yet.", RETRY_AFTER));
    StreamOpener.Stream stream =
        opener.open(
            http,
            caller.tenant(),
            (outlet, seat) -> {
              try (TenantStream all = TenantStream.join(recent, view, followed, lastEventId)) {
                all.run(outlet, seat, config.commentEvery());
              }
            });
    return stream::writeTo;
  }

  /// A token of a user tells of that user's tasks, whether they are asked for or not.
  private Optional<String> allowed(Optional<String> asked) {
    if (caller.grant().isEmpty()) {
      return asked;
    }
    if (!(caller.grant().get() instanceof Grant.OfUser(String own))
        || asked.filter(other -> !other.equals(own)).isPresent()) {
      throw ProblemException.of(
          ProblemCode.FORBIDDEN,
          "The token is for %s only.".formatted(caller.grant().get().spelled()));
    }
    return Optional.of(own);
  }

  /// Empty for all users. An empty parameter is not taken for none, or it would tell of all.
  private static Optional<String> wanted(String sent) {
    if (sent == null) {
      return Optional.empty();
    }
    if (!UserId.isValid(sent)) {
      throw ProblemException.of(ProblemCode.INVALID_PARAMETER, "user must be " + UserId.RULE + ".");
    }
    return Optional.of(sent);
  }
}
