package dev.offload.ingest.flow;

import dev.offload.ingest.auth.Caller;
import dev.offload.ingest.auth.Needs;
import dev.offload.ingest.body.JsonBody;
import dev.offload.ingest.etag.Preconditions;
import dev.offload.ingest.flow.LimitKeeper.TaggedLimit;
import dev.offload.ingest.list.ListQuery;
import dev.offload.ingest.list.ReadsWholeQuery;
import dev.offload.ingest.problem.FieldError;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.schemas.ProblemCode;
import dev.offload.schemas.config.LimitScope;
import dev.offload.schemas.config.Scope;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/// `/v1/limits`
@Path("/v1/limits")
@Tag(name = "limits")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class LimitsResource {

  private static final int MAX_BYTES = 16 * 1024;

  private final Caller caller;
  private final LimitKeeper limits;

  LimitsResource(Caller caller, LimitKeeper limits) {
    this.caller = caller;
    this.limits = limits;
  }

  @PUT
  @Path("/{kind}/{name}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Needs({Scope.MANAGE, Scope.ADMIN})
  @Operation(operationId = "putLimit", summary = "Sets a limit, or replaces it.")
  @RequestBody(required = true, content = @Content(schema = @Schema(ref = "PutLimit")))
  @APIResponse(
      responseCode = "201",
      description = "The limit was created.",
      content = @Content(schema = @Schema(implementation = LimitView.class)))
  @APIResponse(
      responseCode = "200",
      description = "The limit was replaced.",
      content = @Content(schema = @Schema(implementation = LimitView.class)))
  public RestResponse<LimitView> put(
      @PathParam("kind") String kind,
      @PathParam("name") String name,
      @Parameter(
              description = "The ETag that the limit must still have.",
              schema = @Schema(type = SchemaType.STRING))
          @HeaderParam(HttpHeaders.IF_MATCH)
          List<String> ifMatch,
      @Parameter(
              description = "`*` if the limit must not exist yet.",
              schema = @Schema(type = SchemaType.STRING))
          @HeaderParam(HttpHeaders.IF_NONE_MATCH)
          List<String> ifNoneMatch,
      InputStream body)
      throws IOException, InterruptedException {
    LimitKind known = allowed(kind);
    LimitScope scope = known.scope(name, caller.tenant()).orElseThrow(() -> invalid(known));
    TaggedLimit kept =
        limits.put(
            scope,
            JsonBody.read(body, MAX_BYTES),
            new Preconditions(ifMatch, ifNoneMatch),
            caller.call()::check);
    return answer(kept.isNew() ? RestResponse.Status.CREATED : RestResponse.Status.OK, kept);
  }

  @GET
  @Path("/{kind}/{name}")
  @Needs({Scope.MANAGE, Scope.ADMIN})
  @Operation(operationId = "getLimit", summary = "Shows a limit and how much of it is used.")
  @APIResponse(
      responseCode = "200",
      description = "The limit.",
      content = @Content(schema = @Schema(implementation = LimitView.class)))
  public RestResponse<LimitView> get(
      @PathParam("kind") String kind,
      @PathParam("name") String name,
      @Parameter(
              description = "The ETag that the limit must still have.",
              schema = @Schema(type = SchemaType.STRING))
          @HeaderParam(HttpHeaders.IF_MATCH)
          List<String> ifMatch)
      throws InterruptedException {
    // If-None-Match is not looked at: what is used changes the answer, but not the ETag.
    Preconditions conditions = new Preconditions(ifMatch, List.of());
    return answer(RestResponse.Status.OK, limits.find(existing(kind, name), conditions));
  }

  @GET
  @Needs({Scope.MANAGE, Scope.ADMIN})
  @ReadsWholeQuery
  @Operation(
      operationId = "listLimits",
      summary = "Lists the limits that the caller may set, by scope.")
  @APIResponse(
      responseCode = "200",
      description = "A page of the list.",
      content = @Content(schema = @Schema(implementation = LimitPage.class)))
  public LimitPage list(@Context UriInfo uri) throws InterruptedException {
    ListQuery query = ListQuery.read(ListQuery.PAGES, uri.getQueryParameters());
    return limits.list(scope -> LimitKind.isOpenTo(caller, scope), query);
  }

  @DELETE
  @Path("/{kind}/{name}")
  @Needs({Scope.MANAGE, Scope.ADMIN})
  @Operation(
      operationId = "deleteLimit",
      summary = "Deletes a limit. The best pattern that matches applies instead.")
  @APIResponse(responseCode = "204", description = "The limit is deleted.")
  public void delete(
      @PathParam("kind") String kind,
      @PathParam("name") String name,
      @Parameter(
              description = "The ETag that the limit must still have.",
              schema = @Schema(type = SchemaType.STRING))
          @HeaderParam(HttpHeaders.IF_MATCH)
          List<String> ifMatch)
      throws InterruptedException {
    Preconditions conditions = new Preconditions(ifMatch, List.of());
    limits.delete(existing(kind, name), conditions, caller.call()::check);
  }

  /// @throws ProblemException `not-found` for an unknown kind, `forbidden` if the caller may
  ///     not set limits of this kind
  private LimitKind allowed(String text) {
    LimitKind kind = LimitKind.parse(text).orElseThrow(() -> ProblemException.notFound("limit"));
    if (!caller.has(kind.needed())) {
      throw ProblemException.of(
          ProblemCode.FORBIDDEN,
          "The API key needs the scope %s for the limit of a %s."
              .formatted(kind.needed().name().toLowerCase(Locale.ROOT), kind.text()));
    }
    return kind;
  }

  private LimitScope existing(String kind, String name) {
    return allowed(kind)
        .scope(name, caller.tenant())
        .orElseThrow(() -> ProblemException.notFound("limit"));
  }

  private static ProblemException invalid(LimitKind kind) {
    return ProblemException.of(
        ProblemCode.INVALID_LIMIT,
        "The limit is invalid: see errors.",
        List.of(new FieldError("", "the name in the path must be " + kind.rule())));
  }

  private static RestResponse<LimitView> answer(RestResponse.Status status, TaggedLimit kept) {
    return RestResponse.ResponseBuilder.create(status, kept.view())
        .header(HttpHeaders.ETAG, kept.tag())
        .build();
  }
}
