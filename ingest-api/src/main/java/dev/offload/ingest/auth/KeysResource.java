package dev.offload.ingest.auth;

import dev.offload.ingest.body.Faults;
import dev.offload.ingest.body.JsonBody;
import dev.offload.ingest.list.ListQuery;
import dev.offload.ingest.list.ReadsWholeQuery;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.schemas.ProblemCode;
import dev.offload.schemas.config.Scope;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/// `/v1/keys`
@Path("/v1/keys")
@Tag(name = "keys")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class KeysResource {

  private static final int MAX_BODY_BYTES = 16 * 1024;

  private final KeyKeeper keys;

  KeysResource(KeyKeeper keys) {
    this.keys = keys;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Needs({Scope.MANAGE, Scope.ADMIN})
  @Operation(
      operationId = "createKey",
      summary = "Creates an API key. Its secret is shown in this answer only.")
  @RequestBody(required = true, content = @Content(schema = @Schema(ref = "NewKey")))
  @APIResponse(
      responseCode = "201",
      description = "The key. It works at once.",
      content = @Content(schema = @Schema(implementation = KeyDescription.class)))
  public RestResponse<KeyDescription> create(InputStream body)
      throws IOException, InterruptedException {
    Faults faults = new Faults();
    NewKey wanted =
        NewKey.read(JsonBody.read(body, MAX_BODY_BYTES).json(), faults)
            .orElseThrow(
                () ->
                    ProblemException.of(
                        ProblemCode.INVALID_PARAMETER,
                        "The body is invalid: see errors.",
                        faults.list()));
    KeyDescription key = keys.make(wanted);
    return RestResponse.ResponseBuilder.create(RestResponse.Status.CREATED, key)
        .header(HttpHeaders.LOCATION, "/v1/keys/" + key.id())
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  @GET
  @Needs({Scope.MANAGE, Scope.ADMIN})
  @ReadsWholeQuery
  @Operation(operationId = "listKeys", summary = "Lists API keys, oldest first.")
  @APIResponse(
      responseCode = "200",
      description = "A page of the list.",
      content = @Content(schema = @Schema(implementation = KeyPage.class)))
  public KeyPage list(@Context UriInfo uri) {
    return keys.list(ListQuery.read(ListQuery.PAGES, uri.getQueryParameters()));
  }

  @GET
  @Path("/{id}")
  @Needs({Scope.MANAGE, Scope.ADMIN})
  @Operation(operationId = "getKey", summary = "Shows an API key.")
  @APIResponse(
      responseCode = "200",
      description = "The key, without its secret.",
      content = @Content(schema = @Schema(implementation = KeyDescription.class)))
  public KeyDescription get(@PathParam("id") String id) {
    return keys.find(id);
  }

  @DELETE
  @Path("/{id}")
  @Needs({Scope.MANAGE, Scope.ADMIN})
  @Operation(operationId = "deleteKey", summary = "Deletes an API key, which then stops working.")
  @APIResponse(responseCode = "204", description = "The key is deleted.")
  public void delete(@PathParam("id") String id) throws InterruptedException {
    keys.delete(id);
  }
}
