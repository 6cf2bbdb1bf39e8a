package dev.offload.ingest.batch;

import dev.offload.ingest.QueryText;
import dev.offload.ingest.auth.Caller;
import dev.offload.ingest.auth.Needs;
import dev.offload.ingest.cutoff.CutOff;
import dev.offload.ingest.room.Streamed;
import dev.offload.ingest.seat.Seat;
import dev.offload.ingest.submit.TaskBody;
import dev.offload.ingest.submit.TraceContext;
import dev.offload.schemas.config.Scope;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `POST /v1/tasks/batch`
@Path("/v1/tasks/batch")
@Tag(name = "tasks")
@RunOnVirtualThread
public class BatchResource {
  private static final Logger log = LoggerFactory.getLogger(BatchResource.class);
  private static final String LINES = "application/x-ndjson";

  /// Names the group that the tasks have joined.
  private static final String GROUP = "Offload-Group";

  private final Caller caller;
  private final BatchTaker taker;
  private final BatchGroups groups;

  BatchResource(Caller caller, BatchTaker taker, BatchGroups groups) {
    this.caller = caller;
    this.taker = taker;
    this.groups = groups;
  }

  @POST
  @Consumes(LINES)
  @Produces(LINES)
  @Needs(Scope.SUBMIT)
  @Streamed
  @Operation(
      operationId = "submitBatch",
      summary = "Submits many tasks, one per line. Each is accepted or refused by itself.",
      description =
          "Answers arrive in line order while lines are being sent, so read them at the same "
              + "time. A line gets 202 once Kafka has acknowledged its task. Lines with name or "
              + "after are sent and answered at the end of the body.")
  @RequestBody(
      description = "Without a body there are no tasks.",
      required = false,
      content = @Content(mediaType = LINES, schema = @Schema(ref = "BatchLine")))
  @APIResponse(
      responseCode = "200",
      description = "One line for each line of the request that is not blank.",
      content = @Content(mediaType = LINES, schema = @Schema(implementation = LineAnswer.class)))
  public RestResponse<StreamingOutput> submit(
      @Parameter(description = "W3C Trace Context, for all tasks.") @HeaderParam("traceparent")
          String traceparent,
      @Parameter(
              description =
                  "The group that all tasks join. `new` opens one, and seals it at the end of the"
                      + " body.",
              schema = @Schema(type = SchemaType.STRING, pattern = TaskBody.GROUP_PATTERN))
          @QueryParam("group")
          String group,
      @Context UriInfo uri,
      @Context HttpServerRequest request,
      @Context RoutingContext routing,
      InputStream body)
      throws InterruptedException {
    Seat seat = taker.seat(caller.tenant());
    AtomicBoolean isBegun = new AtomicBoolean();
    routing.addEndHandler(_ -> giveBackUnless(isBegun, seat));
    if (routing.response().closed()) {
      seat.close();
    }
    String trace = TraceContext.parse(traceparent);
    Optional<BatchGroup> joined =
        groups.join(caller.tenant(), QueryText.of(uri.getQueryParameters(), "group"), trace);
    Batch batch = new Batch(caller.tenant(), trace, joined);
    StreamingOutput answer =
        answers -> {
          isBegun.set(true);
          try (seat) {
            take(batch, body, answers, new CutOff(request));
          }
        };
    RestResponse.ResponseBuilder<StreamingOutput> response =
        RestResponse.ResponseBuilder.ok(answer);
    joined.ifPresent(one -> response.header(GROUP, one.id().toString()));
    return response.build();
  }

  /// Nothing is written if the client had gone before the answer began.
  private static void giveBackUnless(AtomicBoolean isBegun, Seat seat) {
    if (!isBegun.get()) {
      seat.close();
    }
  }

  private void take(Batch batch, InputStream body, OutputStream answers, Runnable cut)
      throws IOException {
    try {
      taker.take(batch, body, answers, cut);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the application stops");
    } catch (IOException e) {
      log.debug("batch ends with its connection", e);
    }
  }
}
