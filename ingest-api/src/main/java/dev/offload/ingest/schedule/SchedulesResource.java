package dev.offload.ingest.schedule;

import dev.offload.ingest.auth.Caller;
import dev.offload.ingest.auth.Needs;
import dev.offload.ingest.body.JsonBody;
import dev.offload.ingest.etag.Preconditions;
import dev.offload.ingest.list.ListQuery;
import dev.offload.ingest.list.ReadsWholeQuery;
import dev.offload.ingest.schedule.ScheduleKeeper.Kept;
import dev.offload.ingest.submit.SubmitRequest;
import dev.offload.schemas.config.Scope;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/// `/v1/schedules`
@Path("/v1/schedules")
@Tag(name = "schedules")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class SchedulesResource {

  private final Caller caller;
  private final ScheduleKeeper schedules;

  SchedulesResource(Caller caller, ScheduleKeeper schedules) {
    this.caller = caller;
    this.schedules = schedules;
  }

  @PUT
  @Path("/{name}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Needs(Scope.MANAGE)
  @Operation(operationId = "putSchedule", summary = "Creates a schedule, or replaces it.")
  @RequestBody(required = true, content = @Content(schema = @Schema(ref = "PutSchedule")))
  @APIResponse(
      responseCode = "201",
      description = "The schedule was created.",
      content = @Content(schema = @Schema(implementation = ScheduleView.class)))
  @APIResponse(
      responseCode = "200",
      description = "The schedule was replaced.",
      content = @Content(schema = @Schema(implementation = ScheduleView.class)))
  public RestResponse<ScheduleView> put(
      @PathParam("name") String name,
      @Parameter(
              description = "The ETag that the schedule must still have.",
              schema = @Schema(type = SchemaType.STRING))
          @HeaderParam(HttpHeaders.IF_MATCH)
          List<String> ifMatch,
      @Parameter(
              description = "`*` if the schedule must not exist yet.",
              schema = @Schema(type = SchemaType.STRING))
          @HeaderParam(HttpHeaders.IF_NONE_MATCH)
          List<String> ifNoneMatch,
      InputStream body)
      throws IOException, InterruptedException {
    Kept kept =
        schedules.put(
            caller.tenant(),
            name,
            JsonBody.read(body, SubmitRequest.MAX_BYTES),
            new Preconditions(ifMatch, ifNoneMatch),
            caller.call()::check);
    return answer(kept.isNew() ? RestResponse.Status.CREATED : RestResponse.Status.OK, kept);
  }

  @GET
  @Path("/{name}")
  @Needs(Scope.MANAGE)
  @Operation(
      operationId = "getSchedule",
      summary = "Shows a schedule with its next and its last firing.")
  @APIResponse(
      responseCode = "200",
      description = "The schedule.",
      content = @Content(schema = @Schema(implementation = ScheduleView.class)))
  public RestResponse<ScheduleView> get(
      @PathParam("name") String name,
      @Parameter(
              description = "The ETag that the schedule must still have.",
              schema = @Schema(type = SchemaType.STRING))
          @HeaderParam(HttpHeaders.IF_MATCH)
          List<String> ifMatch)
      throws InterruptedException {
    // If-None-Match is not looked at: a firing changes the answer, but not the ETag.
    Preconditions conditions = new Preconditions(ifMatch, List.of());
    return answer(RestResponse.Status.OK, schedules.find(caller.tenant(), name, conditions));
  }

  @GET
  @Needs(Scope.MANAGE)
  @ReadsWholeQuery
  @Operation(operationId = "listSchedules", summary = "Lists schedules by name.")
  @APIResponse(
      responseCode = "200",
      description = "A page of the list.",
      content = @Content(schema = @Schema(implementation = SchedulePage.class)))
  public SchedulePage list(@Context UriInfo uri) throws InterruptedException {
    return schedules.list(
        caller.tenant(), ListQuery.read(ListQuery.PAGES, uri.getQueryParameters()));
  }

  @DELETE
  @Path("/{name}")
  @Needs(Scope.MANAGE)
  @Operation(operationId = "deleteSchedule", summary = "Deletes a schedule. It no longer fires.")
  @APIResponse(responseCode = "204", description = "The schedule is deleted.")
  public void delete(
      @PathParam("name") String name,
      @Parameter(
              description = "The ETag that the schedule must still have.",
              schema = @Schema(type = SchemaType.STRING))
          @HeaderParam(HttpHeaders.IF_MATCH)
          List<String> ifMatch)
      throws InterruptedException {
    Preconditions conditions = new Preconditions(ifMatch, List.of());
    schedules.delete(caller.tenant(), name, conditions, caller.call()::check);
  }

  private static RestResponse<ScheduleView> answer(RestResponse.Status status, Kept kept) {
    return RestResponse.ResponseBuilder.create(status, kept.view())
        .header(HttpHeaders.ETAG, kept.tag())
        .build();
  }
}
