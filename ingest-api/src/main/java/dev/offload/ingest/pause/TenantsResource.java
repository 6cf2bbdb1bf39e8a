package dev.offload.ingest.pause;

import dev.offload.ingest.auth.Needs;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.schemas.config.Scope;
import dev.offload.schemas.config.Tenants;
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

/// `/v1/tenants`
@Path("/v1/tenants")
@Tag(name = "tenants")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class TenantsResource {

  private final Pauser pauser;
  private final Pauses pauses;

  TenantsResource(Pauser pauser, Pauses pauses) {
    this.pauser = pauser;
    this.pauses = pauses;
  }

  @POST
  @Path("/{tenant}/pause")
  @Needs(Scope.ADMIN)
  @Operation(
      operationId = "pauseTenant",
      summary = "Pauses a tenant: none of its waiting tasks are handed out.")
  @APIResponse(
      responseCode = "200",
      description = "The tenant, which is paused.",
      content = @Content(schema = @Schema(implementation = TenantStatus.class)))
  @APIResponse(
      responseCode = "202",
      description =
          "The change is accepted and will be applied. The tenant is shown as this replica knows it.",
      content = @Content(schema = @Schema(implementation = TenantStatus.class)))
  public RestResponse<TenantStatus> pause(@PathParam("tenant") String tenant)
      throws InterruptedException {
    boolean isShown = pauser.pauseTenant(checked(tenant));
    return Pauser.answer(isShown, status(tenant));
  }

  @POST
  @Path("/{tenant}/resume")
  @Needs(Scope.ADMIN)
  @Operation(
      operationId = "resumeTenant",
      summary = "Resumes a tenant: its tasks are handed out again.")
  @APIResponse(
      responseCode = "200",
      description = "The tenant, which is not paused.",
      content = @Content(schema = @Schema(implementation = TenantStatus.class)))
  @APIResponse(
      responseCode = "202",
      description =
          "The change is accepted and will be applied. The tenant is shown as this replica knows it.",
      content = @Content(schema = @Schema(implementation = TenantStatus.class)))
  public RestResponse<TenantStatus> resume(@PathParam("tenant") String tenant)
      throws InterruptedException {
    boolean isShown = pauser.resumeTenant(checked(tenant));
    return Pauser.answer(isShown, status(tenant));
  }

  private TenantStatus status(String tenant) {
    return new TenantStatus(tenant, pauses.ofTenant(tenant));
  }

  /// A tenant needs no key to have tasks, so every name that can be a tenant's is one.
  private static String checked(String tenant) {
    if (!Tenants.isValid(tenant)) {
      throw ProblemException.notFound("tenant");
    }
    return tenant;
  }
}
