package dev.offload.ingest.submit;

import dev.offload.ingest.auth.Caller;
import dev.offload.ingest.auth.Needs;
import dev.offload.ingest.body.JsonBody;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.schemas.config.Scope;
import dev.offload.schemas.problem.ProblemCode;
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
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
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

  private static final Pattern TRACEPARENT =
      Pattern.compile("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

  /// Room for the largest input and everything beside it.
  private static final int MAX_BODY_BYTES = InputRules.MAX_INPUT_BYTES + 64 * 1024;

  private final Caller caller;
  private final TaskSubmitter submitter;

  TaskSubmitResource(Caller caller, TaskSubmitter submitter) {
    this.caller = caller;
    this.submitter = submitter;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @Needs(Scope.SUBMIT)
  @Operation(operationId = "submitTask", summary = "Hands over a task.")
  @Parameter(
      name = "Idempotency-Key",
      in = ParameterIn.HEADER,
      description = "Makes it safe to repeat the request: 1 to 255 printable ASCII characters.",
      schema = @Schema(type = SchemaType.STRING, minLength = 1))
  @RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = SubmitRequest.class)))
  @APIResponse(
      responseCode = "202",
      description = "The task is taken: it outlives this service.",
      headers =
          @Header(
              name = "Location",
              description = "Where the task is.",
              schema = @Schema(type = SchemaType.STRING)),
      content = @Content(schema = @Schema(implementation = PublicTask.class)))
  public RestResponse<PublicTask> submit(
      @Parameter(hidden = true) @Context HttpHeaders headers,
      @Parameter(description = "W3C Trace Context.") @HeaderParam("traceparent") String traceparent,
      InputStream body)
      throws IOException, InterruptedException {
    Submission submission =
        new Submission(
            caller.tenant(),
            JsonBody.read(body, MAX_BODY_BYTES),
            key(headers.getRequestHeader("Idempotency-Key")),
            trace(traceparent));
    PublicTask task = submitter.submit(submission);
    return RestResponse.ResponseBuilder.create(RestResponse.Status.ACCEPTED, task)
        .header(HttpHeaders.LOCATION, task.links().self())
        .build();
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
          "Idempotency-Key must be there once, with 1 to 255 printable ASCII characters.");
    }
    return key;
  }

  /// What is no trace context is not passed on, as W3C Trace Context has it.
  private static String trace(String header) {
    return header != null && TRACEPARENT.matcher(header).matches() ? header : null;
  }
}
