package dev.offload.ingest.submit;

import dev.offload.ingest.auth.Caller;
import dev.offload.ingest.auth.Needs;
import dev.offload.ingest.body.JsonBody;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.room.BodyRoom;
import dev.offload.ingest.task.EndAwaiter;
import dev.offload.ingest.task.PreferredWait;
import dev.offload.schemas.ProblemCode;
import dev.offload.schemas.config.Scope;
import dev.offload.schemas.task.PublicTask;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/// `POST /v1/tasks`
@Path("/v1/tasks")
@Tag(name = "tasks")
@RunOnVirtualThread
public class TaskSubmitResource {

  private final Caller caller;
  private final InputTasks named;
  private final TaskSubmitter submitter;
  private final EndAwaiter ends;
  private final BodyRoom room;

  TaskSubmitResource(
      Caller caller, InputTasks named, TaskSubmitter submitter, EndAwaiter ends, BodyRoom room) {
    this.caller = caller;
    this.named = named;
    this.submitter = submitter;
    this.ends = ends;
    this.room = room;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @Needs(Scope.SUBMIT)
  @TakesIdempotencyKey
  @Operation(operationId = "submitTask", summary = "Submits a task.")
  @Parameter(
      name = IdempotencyKey.NAME,
      in = ParameterIn.HEADER,
      description = "Makes it safe to repeat the request: 1 to 255 printable ASCII characters.",
      schema =
          @Schema(type = SchemaType.STRING, pattern = "^" + IdempotencyKey.HEADER_PATTERN + "$"))
  @Parameter(
      name = PreferredWait.HEADER,
      in = ParameterIn.HEADER,
      description = "`wait=n`: wait up to n seconds for the end of the task (RFC 7240).",
      schema = @Schema(type = SchemaType.STRING))
  @RequestBody(required = true, content = @Content(schema = @Schema(ref = "SubmitTask")))
  @APIResponse(
      responseCode = "202",
      description = "The task is accepted: Kafka has acknowledged it.",
      content = @Content(schema = @Schema(implementation = PublicTask.class)))
  @APIResponse(
      responseCode = "200",
      description = "The task ended within the time of Prefer: wait.",
      content = @Content(schema = @Schema(implementation = PublicTask.class)))
  public RestResponse<PublicTask> submit(
      @Parameter(hidden = true) @Context HttpHeaders headers,
      @Parameter(description = "W3C Trace Context.") @HeaderParam("traceparent") String traceparent,
      InputStream body)
      throws IOException, InterruptedException {
    PublicTask task = accepted(headers, traceparent, body);
    room.giveBack();
    Optional<PreferredWait> wait = ends.preferred(headers.getRequestHeader(PreferredWait.HEADER));
    return wait.isEmpty()
        ? answer(task, RestResponse.Status.ACCEPTED).build()
        : whenEnded(task, wait.get());
  }

  /// The task, without what it was made of: whoever waits for its end keeps no more of it.
  private PublicTask accepted(HttpHeaders headers, String traceparent, InputStream body)
      throws IOException, InterruptedException {
    SubmitRequest request =
        new SubmitRequest(
            caller.tenant(),
            TaskBody.SHAPE,
            JsonBody.read(body, SubmitRequest.MAX_BYTES),
            key(headers.getRequestHeader(IdempotencyKey.NAME)),
            TraceContext.parse(traceparent));
    named.await(request.tenant(), named.unknown(request.tenant(), request.body().json()));
    return submitter.begin(named.resolved(request)).await();
  }

  private RestResponse<PublicTask> whenEnded(PublicTask accepted, PreferredWait wait)
      throws InterruptedException {
    PublicTask task = ends.await(caller.tenant(), accepted, wait);
    boolean isOver = task.state().hasEnded();
    return answer(task, isOver ? RestResponse.Status.OK : RestResponse.Status.ACCEPTED)
        .header(PreferredWait.APPLIED_HEADER, wait.spelled())
        .build();
  }

  private static RestResponse.ResponseBuilder<PublicTask> answer(
      PublicTask task, RestResponse.Status status) {
    return RestResponse.ResponseBuilder.create(status, task)
        .header(HttpHeaders.LOCATION, task.links().self());
  }

  private static Optional<IdempotencyKey> key(List<String> headers) {
    if (headers == null || headers.isEmpty()) {
      return Optional.empty();
    }
    Optional<IdempotencyKey> key =
        headers.size() == 1 ? IdempotencyKey.parse(headers.getFirst()) : Optional.empty();
    if (key.isEmpty()) {
      throw ProblemException.of(
          ProblemCode.INVALID_PARAMETER,
          "Idempotency-Key must be sent once, with " + IdempotencyKey.HEADER_RULE + ".");
    }
    return key;
  }
}
