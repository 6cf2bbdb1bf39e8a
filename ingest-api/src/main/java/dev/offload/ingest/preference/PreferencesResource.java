package dev.offload.ingest.preference;

import dev.offload.ingest.auth.Caller;
import dev.offload.ingest.auth.Needs;
import dev.offload.ingest.body.JsonBody;
import dev.offload.ingest.etag.Preconditions;
import dev.offload.ingest.preference.PreferencesKeeper.TaggedPreferences;
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
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/// `/v1/users/{user}/notifications`
@Path("/v1/users/{user}/notifications")
@Tag(name = "users")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class PreferencesResource {

  private static final int MAX_BYTES = 16 * 1024;

  private final Caller caller;
  private final PreferencesKeeper preferences;

  PreferencesResource(Caller caller, PreferencesKeeper preferences) {
    this.caller = caller;
    this.preferences = preferences;
  }

  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  @Needs(Scope.MANAGE)
  @Operation(
      operationId = "putNotifications",
      summary = "Sets or replaces a user's mail preferences.")
  @RequestBody(required = true, content = @Content(schema = @Schema(ref = "PutNotifications")))
  @APIResponse(
      responseCode = "201",
      description = "The user has preferences now.",
      content = @Content(schema = @Schema(implementation = PreferencesView.class)))
  @APIResponse(
      responseCode = "200",
      description = "The preferences were replaced.",
      content = @Content(schema = @Schema(implementation = PreferencesView.class)))
  public RestResponse<PreferencesView> put(
      @PathParam("user") String user,
      @Parameter(
              description = "The ETag that the preferences must still have.",
              schema = @Schema(type = SchemaType.STRING))
          @HeaderParam(HttpHeaders.IF_MATCH)
          List<String> ifMatch,
      @Parameter(
              description = "`*` if there must not be preferences yet.",
              schema = @Schema(type = SchemaType.STRING))
          @HeaderParam(HttpHeaders.IF_NONE_MATCH)
          List<String> ifNoneMatch,
      InputStream body)
      throws IOException, InterruptedException {
    TaggedPreferences kept =
        preferences.put(
            caller.tenant(),
            user,
            JsonBody.read(body, MAX_BYTES),
            new Preconditions(ifMatch, ifNoneMatch),
            caller.call()::check);
    return answer(kept.isNew() ? RestResponse.Status.CREATED : RestResponse.Status.OK, kept);
  }

  @GET
  @Needs(Scope.MANAGE)
  @Operation(operationId = "getNotifications", summary = "Shows which mails a user gets.")
  @APIResponse(
      responseCode = "200",
      description = "The preferences.",
      content = @Content(schema = @Schema(implementation = PreferencesView.class)))
  public RestResponse<PreferencesView> get(
      @PathParam("user") String user,
      @Parameter(
              description = "The ETag that the preferences must still have.",
              schema = @Schema(type = SchemaType.STRING))
          @HeaderParam(HttpHeaders.IF_MATCH)
          List<String> ifMatch)
      throws InterruptedException {
    Preconditions conditions = new Preconditions(ifMatch, List.of());
    return answer(RestResponse.Status.OK, preferences.find(caller.tenant(), user, conditions));
  }

  @DELETE
  @Needs(Scope.MANAGE)
  @Operation(
      operationId = "deleteNotifications",
      summary = "Deletes a user's preferences. The user gets no more mails.")
  @APIResponse(responseCode = "204", description = "The preferences are deleted.")
  public void delete(
      @PathParam("user") String user,
      @Parameter(
              description = "The ETag that the preferences must still have.",
              schema = @Schema(type = SchemaType.STRING))
          @HeaderParam(HttpHeaders.IF_MATCH)
          List<String> ifMatch)
      throws InterruptedException {
    Preconditions conditions = new Preconditions(ifMatch, List.of());
    preferences.delete(caller.tenant(), user, conditions, caller.call()::check);
  }

  private static RestResponse<PreferencesView> answer(
      RestResponse.Status status, TaggedPreferences kept) {
    return RestResponse.ResponseBuilder.create(status, kept.view())
        .header(HttpHeaders.ETAG, kept.tag())
        .build();
  }
}
