package dev.offload.ingest.token;

import dev.offload.ingest.auth.Caller;
import dev.offload.ingest.auth.Grant;
import dev.offload.ingest.auth.Needs;
import dev.offload.ingest.auth.TokenGiver;
import dev.offload.ingest.body.Faults;
import dev.offload.ingest.body.JsonBody;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.schemas.ProblemCode;
import dev.offload.schemas.config.Scope;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/// `POST /v1/portal`
@Path("/v1/portal")
@Tag(name = "webhooks")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class PortalResource {

  private static final int MAX_BODY_BYTES = 16 * 1024;

  private final Caller caller;
  private final TokenGiver giver;
  private final PortalConfig config;

  PortalResource(Caller caller, TokenGiver giver, PortalConfig config) {
    this.caller = caller;
    this.giver = giver;
    this.config = config;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Needs({Scope.MANAGE, Scope.ADMIN})
  @Operation(
      operationId = "createPortal",
      summary = "Makes a link to a page on which a customer manages the endpoints of a tenant.")
  @RequestBody(required = true, content = @Content(schema = @Schema(ref = "NewPortal")))
  @APIResponse(
      responseCode = "201",
      description = "The link. It works until it expires or the key that made it is deleted.",
      content = @Content(schema = @Schema(implementation = PortalView.class)))
  public RestResponse<PortalView> create(@Context UriInfo uri, InputStream body)
      throws IOException {
    Faults faults = new Faults();
    NewPortal wanted =
        NewPortal.read(JsonBody.read(body, MAX_BODY_BYTES).json(), faults)
            .orElseThrow(
                () ->
                    ProblemException.of(
                        ProblemCode.INVALID_PARAMETER,
                        "The body is invalid: see errors.",
                        faults.list()));
    String tenant = wanted.tenant().orElse(caller.tenant());
    requireScope(tenant);
    TokenGiver.Given given = giver.give(tenant, new Grant.OfEndpoints(), wanted.lifetime());
    URI link = config.url().orElseGet(uri::getBaseUri).resolve("/portal#token=" + given.token());
    return RestResponse.ResponseBuilder.create(
            RestResponse.Status.CREATED, new PortalView(link, given.expiresAt()))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  private void requireScope(String tenant) {
    boolean isOwn = tenant.equals(caller.tenant()) && caller.has(Scope.MANAGE);
    if (!isOwn && !caller.has(Scope.ADMIN)) {
      throw ProblemException.of(
          ProblemCode.FORBIDDEN, "A portal for another tenant needs the scope admin.");
    }
  }
}
