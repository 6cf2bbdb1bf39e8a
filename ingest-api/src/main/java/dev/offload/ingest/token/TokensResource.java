package dev.offload.ingest.token;

import dev.offload.files.FileId;
import dev.offload.files.PartialFiles;
import dev.offload.ingest.auth.Caller;
import dev.offload.ingest.auth.Grant;
import dev.offload.ingest.auth.Needs;
import dev.offload.ingest.auth.TokenGiver;
import dev.offload.ingest.body.Faults;
import dev.offload.ingest.body.JsonBody;
import dev.offload.ingest.membership.GroupFinder;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.task.TaskSeeker;
import dev.offload.schemas.ProblemCode;
import dev.offload.schemas.config.Scope;
import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.task.TaskId;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/// `POST /v1/tokens`
@Path("/v1/tokens")
@Tag(name = "tokens")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class TokensResource {

  private static final int MAX_BODY_BYTES = 16 * 1024;

  private final Caller caller;
  private final TokenGiver giver;
  private final TaskSeeker tasks;
  private final GroupFinder groups;
  private final PartialFiles uploads;

  TokensResource(
      Caller caller, TokenGiver giver, TaskSeeker tasks, GroupFinder groups, PartialFiles uploads) {
    this.caller = caller;
    this.giver = giver;
    this.tasks = tasks;
    this.groups = groups;
    this.uploads = uploads;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Needs({Scope.READ, Scope.SUBMIT})
  @Operation(
      operationId = "createToken",
      summary =
          "Makes a short-lived token, with which a browser can follow one task, group or user, or"
              + " go on with one upload.",
      description =
          "For an upload the key needs the scope submit, for anything else the scope read.")
  @RequestBody(required = true, content = @Content(schema = @Schema(ref = "NewToken")))
  @APIResponse(
      responseCode = "201",
      description = "The token. It works at once, until it expires or its key is deleted.",
      content = @Content(schema = @Schema(implementation = TokenView.class)))
  public RestResponse<TokenView> create(InputStream body) throws IOException, InterruptedException {
    Faults faults = new Faults();
    NewToken wanted =
        NewToken.read(JsonBody.read(body, MAX_BODY_BYTES).json(), faults)
            .orElseThrow(
                () ->
                    ProblemException.of(
                        ProblemCode.INVALID_PARAMETER,
                        "The body is invalid: see errors.",
                        faults.list()));
    caller.require(wanted.grant() instanceof Grant.OfUpload ? Scope.SUBMIT : Scope.READ);
    requirePresent(wanted.grant());
    TokenView token = TokenView.of(giver.give(wanted.grant(), wanted.lifetime()));
    return RestResponse.ResponseBuilder.create(RestResponse.Status.CREATED, token)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  private void requirePresent(Grant grant) throws IOException, InterruptedException {
    switch (grant) {
      case Grant.OfTask(TaskId task) -> tasks.seek(caller.tenant(), task.toString());
      case Grant.OfGroup(GroupId group) -> groups.seek(caller.tenant(), group.toString());
      case Grant.OfUser _ -> {
        // Users are the tenant's own affair: any id may be one.
      }
      case Grant.OfUpload(FileId file) -> {
        if (uploads.find(caller.tenant(), file).isEmpty()) {
          throw ProblemException.notFound("upload that is not complete");
        }
      }
      case Grant.OfEndpoints _ ->
          throw new IllegalArgumentException("a token for endpoints can't be made here");
    }
  }
}
