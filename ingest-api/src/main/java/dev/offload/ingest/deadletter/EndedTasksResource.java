package dev.offload.ingest.deadletter;

import dev.offload.ingest.auth.Caller;
import dev.offload.ingest.auth.Needs;
import dev.offload.ingest.body.JsonBody;
import dev.offload.ingest.etag.Preconditions;
import dev.offload.ingest.task.ListSeats;
import dev.offload.schemas.config.Scope;
import dev.offload.schemas.task.PublicTask;
import dev.offload.schemas.task.RunSpec;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayInputStream;
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

/// `POST /v1/tasks/{id}/retry`, `DELETE /v1/tasks/{id}`, and both for all that a filter finds:
/// `POST /v1/tasks/retry`, `POST /v1/tasks/drop`
@Path("/v1/tasks")
@Tag(name = "tasks")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class EndedTasksResource {
  private static final int MAX_INPUT_BODY = RunSpec.MAX_INPUT_BYTES + 1024;
  private static final int MAX_FILTER_BODY = 16 * 1024;

  private final Caller caller;
  private final EndedTask task;
  private final Sweeper sweeper;
  private final EditedInput edited;
  private final ListSeats seats;

  EndedTasksResource(
      Caller caller, EndedTask task, Sweeper sweeper, EditedInput edited, ListSeats seats) {
    this.caller = caller;
    this.task = task;
    this.sweeper = sweeper;
    this.edited = edited;
    this.seats = seats;
  }

  @POST
  @Path("/{id}/retry")
  @Consumes(MediaType.APPLICATION_JSON)
  @Needs(Scope.SUBMIT)
  @Operation(
      operationId = "retryTask",
      summary = "Runs a failed, cancelled or expired task again.",
      description =
          "It runs with the input it had, or with another one. Its attempt numbers go on.")
  @RequestBody(required = false, content = @Content(schema = @Schema(ref = "RetryTask")))
  @APIResponse(
      responseCode = "202",
      description = "The task, which will run again.",
      content = @Content(schema = @Schema(implementation = PublicTask.class)))
  public RestResponse<PublicTask> retry(@PathParam("id") String id, InputStream body)
      throws IOException, InterruptedException {
    byte[] bytes = body.readNBytes(MAX_INPUT_BODY + 1);
    PublicTask again =
        bytes.length == 0
            ? task.retry(caller.tenant(), id, _ -> null).toPublic()
            : retryWith(JsonBody.read(new ByteArrayInputStream(bytes), MAX_INPUT_BODY), id);
    return RestResponse.status(RestResponse.Status.ACCEPTED, again);
  }

  private PublicTask retryWith(JsonBody body, String id) throws InterruptedException {
    return task.retry(caller.tenant(), id, ended -> edited.read(body, ended)).toPublic();
  }

  @DELETE
  @Path("/{id}")
  @Needs(Scope.MANAGE)
  @Operation(operationId = "dropTask", summary = "Forgets a task that has ended.")
  @APIResponse(responseCode = "204", description = "The task is forgotten.")
  public void drop(
      @PathParam("id") String id,
      @Parameter(
              description = "The ETag that the task must still have.",
              schema = @Schema(type = SchemaType.STRING))
          @HeaderParam(HttpHeaders.IF_MATCH)
          List<String> ifMatch)
      throws InterruptedException {
    task.drop(caller.tenant(), id, new Preconditions(ifMatch, List.of()));
  }

  @POST
  @Path("/retry")
  @Consumes(MediaType.APPLICATION_JSON)
  @Needs(Scope.SUBMIT)
  @Operation(
      operationId = "retryTasks",
      summary = "Runs again all failed, cancelled or expired tasks that match a filter.",
      description = "They start one after the other, at ratePerSecond.")
  @RequestBody(required = true, content = @Content(schema = @Schema(ref = "TasksToRetry")))
  @APIResponse(
      responseCode = "202",
      description = "How many tasks match, and when the last one starts.",
      content = @Content(schema = @Schema(implementation = SweepAnswer.class)))
  public RestResponse<SweepAnswer> retryAll(InputStream body)
      throws IOException, InterruptedException {
    Sweep sweep = Sweep.toRetry(JsonBody.read(body, MAX_FILTER_BODY).json(), caller.tenant());
    try (var _ = seats.take(caller.tenant())) {
      SweepAnswer swept = sweeper.retry(sweep.filter(), sweep.ratePerSecond().orElseThrow());
      return RestResponse.status(RestResponse.Status.ACCEPTED, swept);
    }
  }

  @POST
  @Path("/drop")
  @Consumes(MediaType.APPLICATION_JSON)
  @Needs(Scope.MANAGE)
  @Operation(operationId = "dropTasks", summary = "Forgets all ended tasks that match a filter.")
  @RequestBody(required = true, content = @Content(schema = @Schema(ref = "TasksToDrop")))
  @APIResponse(
      responseCode = "202",
      description = "How many tasks match.",
      content = @Content(schema = @Schema(implementation = SweepAnswer.class)))
  public RestResponse<SweepAnswer> dropAll(InputStream body)
      throws IOException, InterruptedException {
    Sweep sweep = Sweep.toDrop(JsonBody.read(body, MAX_FILTER_BODY).json(), caller.tenant());
    try (var _ = seats.take(caller.tenant())) {
      return RestResponse.status(RestResponse.Status.ACCEPTED, sweeper.drop(sweep.filter()));
    }
  }
}
