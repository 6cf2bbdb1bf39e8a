package dev.offload.ingest.cancel;

import dev.offload.ingest.auth.Caller;
import dev.offload.ingest.auth.Needs;
import dev.offload.schemas.config.Scope;
import dev.offload.schemas.task.PublicTask;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/// `POST /v1/tasks/{id}/cancel`
///
/// A task that no worker can have is cancelled at once; one that is queued or running shows
/// `cancelRequestedAt` until its worker has stopped it, or it succeeds before that.
@Path("/v1/tasks/{id}/cancel")
@Tag(name = "tasks")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class TaskCancelResource {
  private final Caller caller;
  private final TaskCanceller canceller;

  TaskCancelResource(Caller caller, TaskCanceller canceller) {
    this.caller = caller;
    this.canceller = canceller;
  }

  @POST
  @Needs(Scope.SUBMIT)
  @Operation(operationId = "cancelTask", summary = "Cancels a task.")
  @APIResponse(
      responseCode = "202",
      description = "The request to cancel is accepted. The task is shown as it was.",
      content = @Content(schema = @Schema(implementation = PublicTask.class)))
  public RestResponse<PublicTask> cancel(@PathParam("id") String id) throws InterruptedException {
    PublicTask task = canceller.cancel(caller.tenant(), id);
    return RestResponse.ResponseBuilder.create(RestResponse.Status.ACCEPTED, task).build();
  }
}
