package dev.offload.ingest.task;

import dev.offload.ingest.auth.Admits;
import dev.offload.ingest.auth.Caller;
import dev.offload.ingest.auth.Needs;
import dev.offload.ingest.auth.TokenUse;
import dev.offload.ingest.etag.Preconditions;
import dev.offload.ingest.list.ReadsWholeQuery;
import dev.offload.schemas.config.Scope;
import dev.offload.schemas.task.PublicTask;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/// `GET /v1/tasks` and `GET /v1/tasks/{id}`
@Path("/v1/tasks")
@Tag(name = "tasks")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class TaskResource {
  private final Caller caller;
  private final TaskSeeker tasks;
  private final TaskLister lister;
  private final ListSeats seats;
  private final EndAwaiter ends;

  TaskResource(
      Caller caller, TaskSeeker tasks, TaskLister lister, ListSeats seats, EndAwaiter ends) {
    this.caller = caller;
    this.tasks = tasks;
    this.lister = lister;
    this.seats = seats;
    this.ends = ends;
  }

  @GET
  @Path("/{id}")
  @Needs(Scope.READ)
  @Admits(TokenUse.ITS_TASK)
  @Operation(operationId = "getTask", summary = "Shows a task.")
  @APIResponse(
      responseCode = "200",
      description = "The task.",
      content = @Content(schema = @Schema(implementation = PublicTask.class)))
  @APIResponse(
      responseCode = "304",
      description = "The task has not changed since the ETag in If-None-Match.")
  public RestResponse<PublicTask> get(
      @PathParam("id") String id,
      @Parameter(
              description = "The ETag that the task must still have.",
              schema = @Schema(type = SchemaType.STRING))
          @HeaderParam(HttpHeaders.IF_MATCH)
          List<String> ifMatch,
      @Parameter(
              description = "The ETag that the client already has.",
              schema = @Schema(type = SchemaType.STRING))
          @HeaderParam(HttpHeaders.IF_NONE_MATCH)
          List<String> ifNoneMatch,
      @Parameter(
              description = "`wait=n`: wait up to n seconds for the end of the task (RFC 7240).",
              schema = @Schema(type = SchemaType.STRING))
          @HeaderParam(PreferredWait.HEADER)
          List<String> prefer)
      throws InterruptedException {
    PublicTask present = tasks.show(caller.tenant(), id);
    Preconditions conditions = new Preconditions(ifMatch, ifNoneMatch);
    conditions.requireMatch(Optional.of(TaskTag.of(present)), "task");
    Optional<PreferredWait> wait = ends.preferred(prefer);
    PublicTask task = wait.isPresent() ? ends.await(caller.tenant(), present, wait.get()) : present;
    String tag = TaskTag.of(task);
    if (conditions.alreadyHas(tag)) {
      return RestResponse.ResponseBuilder.<PublicTask>create(RestResponse.Status.NOT_MODIFIED)
          .header(HttpHeaders.ETAG, tag)
          .build();
    }
    RestResponse.ResponseBuilder<PublicTask> answer =
        RestResponse.ResponseBuilder.ok(task).header(HttpHeaders.ETAG, tag);
    wait.ifPresent(applied -> answer.header(PreferredWait.APPLIED_HEADER, applied.spelled()));
    return answer.build();
  }

  /// The parameters are read strictly from `uri`. Those that choose tasks are declared in
  /// [ListParameters].
  @GET
  @Needs(Scope.READ)
  @ReadsWholeQuery
  @Operation(operationId = "listTasks", summary = "Lists tasks, newest first.")
  @APIResponse(
      responseCode = "200",
      description = "A page of the list.",
      content = @Content(schema = @Schema(implementation = TaskPage.class)))
  public StreamingOutput list(@Context UriInfo uri, @Context RoutingContext routing) {
    ListParameters parameters = new ListParameters(uri.getQueryParameters());
    byte[] page =
        seats.page(
            caller.tenant(),
            routing,
            () -> lister.list(parameters.filter(caller.tenant()), parameters.query()));
    return answer -> answer.write(page);
  }
}
