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
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.RestResponse;

/// `POST /v1/tasks`
@Path("/v1/tasks")
@RunOnVirtualThread
public class TaskSubmitResource {

  private static final Pattern TRACEPARENT =
      Pattern.compile("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

  /// Room for the largest input and everything beside it.
  private static final int MAX_BODY_BYTES = TaskMaker.MAX_INPUT_BYTES + 64 * 1024;

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
  public RestResponse<PublicTask> submit(
      @HeaderParam("Idempotency-Key") String idempotencyKey,
      @HeaderParam("traceparent") String traceparent,
      InputStream body)
      throws IOException, InterruptedException {
    Submission submission =
        new Submission(
            caller.tenant(),
            JsonBody.read(body, MAX_BODY_BYTES),
            key(idempotencyKey),
            trace(traceparent));
    PublicTask task = submitter.submit(submission);
    return RestResponse.ResponseBuilder.create(RestResponse.Status.ACCEPTED, task)
        .header(HttpHeaders.LOCATION, task.links().self())
        .build();
  }

  private static Optional<IdempotencyKey> key(String header) {
    if (header == null) {
      return Optional.empty();
    }
    return Optional.of(
        IdempotencyKey.parse(header)
            .orElseThrow(
                () ->
                    ProblemException.of(
                        ProblemCode.INVALID_PARAMETER,
                        "Idempotency-Key must be 1 to 255 printable ASCII characters, quoted or not.")));
  }

  /// What is no trace context is not passed on, as W3C Trace Context has it.
  private static String trace(String header) {
    return header != null && TRACEPARENT.matcher(header).matches() ? header : null;
  }
}
