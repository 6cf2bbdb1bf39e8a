package dev.offload.ingest.queue;

import dev.offload.ingest.auth.Caller;
import dev.offload.ingest.auth.Needs;
import dev.offload.ingest.pause.Pauser;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.view.TaskView;
import dev.offload.schemas.config.Scope;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.InstantSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/// `/v1/queues`
@Path("/v1/queues")
@Tag(name = "queues")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class QueuesResource {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  private final Caller caller;
  private final TaskView view;
  private final QueueWatch queues;
  private final Pauser pauser;
  private final InstantSource clock;

  QueuesResource(
      Caller caller, TaskView view, QueueWatch queues, Pauser pauser, InstantSource clock) {
    this.caller = caller;
    this.view = view;
    this.queues = queues;
    this.pauser = pauser;
    this.clock = clock;
  }

  @GET
  @Needs({Scope.READ, Scope.QUEUES, Scope.ADMIN})
  @Operation(operationId = "listQueues", summary = "Shows what waits and runs in every queue.")
  @APIResponse(
      responseCode = "200",
      description = "All queues.",
      content = @Content(schema = @Schema(implementation = QueueList.class)))
  public QueueList list() {
    requireCaughtUp();
    return new QueueList(queues.all(viewer(), clock.instant()), null);
  }

  @GET
  @Path("/{queue}")
  @Needs({Scope.READ, Scope.QUEUES, Scope.ADMIN})
  @Operation(operationId = "getQueue", summary = "Shows what waits and runs in one queue.")
  @APIResponse(
      responseCode = "200",
      description = "The queue.",
      content = @Content(schema = @Schema(implementation = QueueStatus.class)))
  public QueueStatus get(@PathParam("queue") String queue) {
    requireCaughtUp();
    return find(queue);
  }

  @POST
  @Path("/{queue}/pause")
  @Needs(Scope.ADMIN)
  @Operation(
      operationId = "pauseQueue",
      summary = "Pauses a queue: workers take nothing more from it.")
  @APIResponse(
      responseCode = "200",
      description = "The queue, which is paused.",
      content = @Content(schema = @Schema(implementation = QueueStatus.class)))
  @APIResponse(
      responseCode = "202",
      description =
          "The change is accepted and will be applied. The queue is shown as this replica knows it.",
      content = @Content(schema = @Schema(implementation = QueueStatus.class)))
  public RestResponse<QueueStatus> pause(@PathParam("queue") String queue)
      throws InterruptedException {
    find(queue);
    boolean isShown = pauser.pauseQueue(queue);
    return Pauser.answer(isShown, find(queue));
  }

  @POST
  @Path("/{queue}/resume")
  @Needs(Scope.ADMIN)
  @Operation(
      operationId = "resumeQueue",
      summary = "Resumes a queue: workers take tasks from it again.")
  @APIResponse(
      responseCode = "200",
      description = "The queue, which is not paused.",
      content = @Content(schema = @Schema(implementation = QueueStatus.class)))
  @APIResponse(
      responseCode = "202",
      description =
          "The change is accepted and will be applied. The queue is shown as this replica knows it.",
      content = @Content(schema = @Schema(implementation = QueueStatus.class)))
  public RestResponse<QueueStatus> resume(@PathParam("queue") String queue)
      throws InterruptedException {
    find(queue);
    boolean isShown = pauser.resumeQueue(queue);
    return Pauser.answer(isShown, find(queue));
  }

  private QueueStatus find(String queue) {
    return queues
        .find(queue, viewer(), clock.instant())
        .orElseThrow(() -> ProblemException.notFound("queue"));
  }

  private Viewer viewer() {
    return new Viewer(caller.tenant(), caller.has(Scope.QUEUES), caller.has(Scope.ADMIN));
  }

  private void requireCaughtUp() {
    if (!view.isCaughtUp()) {
      throw ProblemException.unavailable(
          "This replica is still reading the existing tasks.", RETRY_AFTER);
    }
  }
}
