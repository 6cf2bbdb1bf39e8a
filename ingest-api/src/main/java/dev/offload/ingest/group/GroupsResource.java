package dev.offload.ingest.group;

import dev.offload.ingest.auth.Admits;
import dev.offload.ingest.auth.Caller;
import dev.offload.ingest.auth.Needs;
import dev.offload.ingest.auth.TokenUse;
import dev.offload.ingest.body.JsonBody;
import dev.offload.ingest.etag.Preconditions;
import dev.offload.ingest.list.ReadsWholeQuery;
import dev.offload.ingest.membership.GroupFinder;
import dev.offload.ingest.submit.SubmitRequest;
import dev.offload.ingest.submit.TraceContext;
import dev.offload.ingest.task.ListSeats;
import dev.offload.schemas.config.Scope;
import dev.offload.schemas.task.GroupStatus;
import dev.offload.schemas.task.PublicGroup;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/// `/v1/groups`
@Path("/v1/groups")
@Tag(name = "groups")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class GroupsResource {
  private final Caller caller;
  private final GroupBody bodies;
  private final GroupKeeper keeper;
  private final GroupFinder finder;
  private final GroupLister lister;
  private final ListSeats seats;
  private final InstantSource clock;

  GroupsResource(
      Caller caller,
      GroupBody bodies,
      GroupKeeper keeper,
      GroupFinder finder,
      GroupLister lister,
      ListSeats seats,
      InstantSource clock) {
    this.caller = caller;
    this.bodies = bodies;
    this.keeper = keeper;
    this.finder = finder;
    this.lister = lister;
    this.seats = seats;
    this.clock = clock;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Needs(Scope.SUBMIT)
  @Operation(operationId = "openGroup", summary = "Opens a group, which tasks can join.")
  @RequestBody(required = true, content = @Content(schema = @Schema(ref = "OpenGroup")))
  @APIResponse(
      responseCode = "201",
      description = "The group. Tasks can join it until it is sealed.",
      content = @Content(schema = @Schema(implementation = PublicGroup.class)))
  public RestResponse<PublicGroup> open(
      @Parameter(description = "W3C Trace Context.") @HeaderParam("traceparent") String traceparent,
      InputStream body)
      throws IOException, InterruptedException {
    NewGroup wanted =
        bodies.read(caller.tenant(), JsonBody.read(body, SubmitRequest.MAX_BYTES), clock.instant());
    PublicGroup group =
        PublicGroup.of(keeper.open(caller.tenant(), wanted, TraceContext.parse(traceparent)));
    return RestResponse.ResponseBuilder.create(RestResponse.Status.CREATED, group)
        .header(HttpHeaders.LOCATION, group.links().self())
        .build();
  }

  @POST
  @Path("/{id}/seal")
  @Needs(Scope.SUBMIT)
  @Operation(
      operationId = "sealGroup",
      summary = "Seals a group: no more tasks can join it, so that it can end.")
  @APIResponse(
      responseCode = "200",
      description = "The group, which is sealed.",
      content = @Content(schema = @Schema(implementation = PublicGroup.class)))
  @APIResponse(
      responseCode = "202",
      description =
          "The seal is accepted and will be applied. The group is shown as it was: it may still be"
              + " open. GET shows the change later.",
      content = @Content(schema = @Schema(implementation = PublicGroup.class)))
  public RestResponse<PublicGroup> seal(@PathParam("id") String id) throws InterruptedException {
    GroupKeeper.Changed sealed = keeper.seal(caller.tenant(), id);
    return RestResponse.ResponseBuilder.create(
            sealed.isApplied() ? RestResponse.Status.OK : RestResponse.Status.ACCEPTED,
            PublicGroup.of(sealed.group()))
        .build();
  }

  @POST
  @Path("/{id}/cancel")
  @Needs(Scope.SUBMIT)
  @Operation(
      operationId = "cancelGroup",
      summary = "Cancels a group: it is sealed, and its tasks are cancelled.")
  @APIResponse(
      responseCode = "202",
      description =
          "The group, whose tasks are being cancelled. Without cancelRequestedAt it is shown as it"
              + " was: the cancel is accepted and will be applied. GET shows the change later.",
      content = @Content(schema = @Schema(implementation = PublicGroup.class)))
  public RestResponse<PublicGroup> cancel(@PathParam("id") String id) throws InterruptedException {
    PublicGroup group = PublicGroup.of(keeper.cancel(caller.tenant(), id).group());
    return RestResponse.ResponseBuilder.create(RestResponse.Status.ACCEPTED, group).build();
  }

  @GET
  @Path("/{id}")
  @Needs(Scope.READ)
  @Admits(TokenUse.ITS_GROUP)
  @Operation(operationId = "getGroup", summary = "Shows a group.")
  @APIResponse(
      responseCode = "200",
      description = "The group.",
      content = @Content(schema = @Schema(implementation = PublicGroup.class)))
  @APIResponse(
      responseCode = "304",
      description = "The group has not changed since the ETag in If-None-Match.")
  public RestResponse<PublicGroup> get(
      @PathParam("id") String id,
      @Parameter(
              description = "The ETag that the group must still have.",
              schema = @Schema(type = SchemaType.STRING))
          @HeaderParam(HttpHeaders.IF_MATCH)
          List<String> ifMatch,
      @Parameter(
              description = "The ETag that the client already has.",
              schema = @Schema(type = SchemaType.STRING))
          @HeaderParam(HttpHeaders.IF_NONE_MATCH)
          List<String> ifNoneMatch)
      throws InterruptedException {
    GroupStatus group = finder.seek(caller.tenant(), id);
    String tag = Preconditions.tag(Long.toString(group.facts().version()));
    Preconditions conditions = new Preconditions(ifMatch, ifNoneMatch);
    conditions.requireMatch(Optional.of(tag), "group");
    RestResponse.ResponseBuilder<PublicGroup> answer =
        conditions.alreadyHas(tag)
            ? RestResponse.ResponseBuilder.create(RestResponse.Status.NOT_MODIFIED)
            : RestResponse.ResponseBuilder.ok(PublicGroup.of(group));
    return answer.header(HttpHeaders.ETAG, tag).build();
  }

  /// The parameters are read strictly from `uri`.
  @GET
  @Needs(Scope.READ)
  @ReadsWholeQuery
  @Operation(operationId = "listGroups", summary = "Lists groups, newest first.")
  @APIResponse(
      responseCode = "200",
      description = "A page of the list.",
      content = @Content(schema = @Schema(implementation = GroupPage.class)))
  public StreamingOutput list(@Context UriInfo uri, @Context RoutingContext routing) {
    byte[] page =
        seats.page(
            caller.tenant(), routing, () -> lister.list(caller.tenant(), uri.getQueryParameters()));
    return answer -> answer.write(page);
  }
}
