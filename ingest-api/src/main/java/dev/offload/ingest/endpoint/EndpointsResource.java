package dev.offload.ingest.endpoint;

import dev.offload.ingest.auth.Admits;
import dev.offload.ingest.auth.Caller;
import dev.offload.ingest.auth.Needs;
import dev.offload.ingest.auth.TokenUse;
import dev.offload.ingest.body.JsonBody;
import dev.offload.ingest.endpoint.EndpointKeeper.TaggedEndpoint;
import dev.offload.ingest.etag.Preconditions;
import dev.offload.ingest.list.ListQuery;
import dev.offload.ingest.list.ReadsWholeQuery;
import dev.offload.ingest.task.ListSeats;
import dev.offload.schemas.config.Endpoint;
import dev.offload.schemas.config.Scope;
import dev.offload.schemas.notify.EndpointId;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
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

/// `/v1/webhooks`
@Path("/v1/webhooks")
@Tag(name = "webhooks")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class EndpointsResource {

  private static final int MAX_BYTES = 32 * 1024;
  private static final String MERGE_PATCH = "application/merge-patch+json";
  private static final String NO_STORE = "no-store";

  private final Caller caller;
  private final EndpointKeeper endpoints;
  private final DeliveryLister deliveries;
  private final ListSeats seats;

  EndpointsResource(
      Caller caller, EndpointKeeper endpoints, DeliveryLister deliveries, ListSeats seats) {
    this.caller = caller;
    this.endpoints = endpoints;
    this.deliveries = deliveries;
    this.seats = seats;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Needs(Scope.MANAGE)
  @Admits(TokenUse.ITS_ENDPOINTS)
  @Operation(
      operationId = "createWebhook",
      summary = "Creates an endpoint, which gets the tenant's events as webhooks.",
      description = "It gets every event from now on. Its secret is shown in this answer only.")
  @RequestBody(required = true, content = @Content(schema = @Schema(ref = "NewWebhook")))
  @APIResponse(
      responseCode = "201",
      description = "The endpoint, with its secret.",
      content = @Content(schema = @Schema(implementation = EndpointView.class)))
  public RestResponse<EndpointView> create(InputStream body)
      throws IOException, InterruptedException {
    TaggedEndpoint kept =
        endpoints.create(caller.tenant(), JsonBody.read(body, MAX_BYTES), caller.call()::check);
    return answer(RestResponse.Status.CREATED, kept)
        .header(HttpHeaders.LOCATION, "/v1/webhooks/" + kept.view().id())
        .header(HttpHeaders.CACHE_CONTROL, NO_STORE)
        .build();
  }

  @GET
  @Path("/{id}")
  @Needs(Scope.MANAGE)
  @Admits(TokenUse.ITS_ENDPOINTS)
  @Operation(operationId = "getWebhook", summary = "Shows an endpoint, without its secret.")
  @APIResponse(
      responseCode = "200",
      description = "The endpoint.",
      content = @Content(schema = @Schema(implementation = EndpointView.class)))
  public RestResponse<EndpointView> get(
      @PathParam("id") String id,
      @Parameter(
              description = "The ETag that the endpoint must still have.",
              schema = @Schema(type = SchemaType.STRING))
          @HeaderParam(HttpHeaders.IF_MATCH)
          List<String> ifMatch)
      throws InterruptedException {
    Preconditions conditions = new Preconditions(ifMatch, List.of());
    return answer(RestResponse.Status.OK, endpoints.find(caller.tenant(), id, conditions)).build();
  }

  @GET
  @Needs(Scope.MANAGE)
  @Admits(TokenUse.ITS_ENDPOINTS)
  @ReadsWholeQuery
  @Operation(operationId = "listWebhooks", summary = "Lists endpoints, oldest first.")
  @APIResponse(
      responseCode = "200",
      description = "A page of the list.",
      content = @Content(schema = @Schema(implementation = EndpointPage.class)))
  public EndpointPage list(@Context UriInfo uri) throws InterruptedException {
    return endpoints.list(
        caller.tenant(), ListQuery.read(ListQuery.PAGES, uri.getQueryParameters()));
  }

  @PATCH
  @Path("/{id}")
  @Consumes({MERGE_PATCH, MediaType.APPLICATION_JSON})
  @Needs(Scope.MANAGE)
  @Admits(TokenUse.ITS_ENDPOINTS)
  @Operation(operationId = "patchWebhook", summary = "Changes an endpoint.")
  @RequestBody(
      required = true,
      content = {
        @Content(mediaType = MERGE_PATCH, schema = @Schema(ref = "PatchWebhook")),
        @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "PatchWebhook"))
      })
  @APIResponse(
      responseCode = "200",
      description = "The endpoint as it is now.",
      content = @Content(schema = @Schema(implementation = EndpointView.class)))
  public RestResponse<EndpointView> patch(
      @PathParam("id") String id,
      @Parameter(
              description = "The ETag that the endpoint must still have.",
              schema = @Schema(type = SchemaType.STRING))
          @HeaderParam(HttpHeaders.IF_MATCH)
          List<String> ifMatch,
      InputStream body)
      throws IOException, InterruptedException {
    TaggedEndpoint kept =
        endpoints.patch(
            caller.tenant(),
            id,
            JsonBody.read(body, MAX_BYTES),
            new Preconditions(ifMatch, List.of()),
            caller.call()::check);
    return answer(RestResponse.Status.OK, kept).build();
  }

  @DELETE
  @Path("/{id}")
  @Needs(Scope.MANAGE)
  @Admits(TokenUse.ITS_ENDPOINTS)
  @Operation(
      operationId = "deleteWebhook",
      summary = "Deletes an endpoint. What has not been delivered yet is no longer sent.")
  @APIResponse(responseCode = "204", description = "The endpoint is deleted.")
  public void delete(
      @PathParam("id") String id,
      @Parameter(
              description = "The ETag that the endpoint must still have.",
              schema = @Schema(type = SchemaType.STRING))
          @HeaderParam(HttpHeaders.IF_MATCH)
          List<String> ifMatch)
      throws InterruptedException {
    Preconditions conditions = new Preconditions(ifMatch, List.of());
    endpoints.delete(caller.tenant(), id, conditions, caller.call()::check);
  }

  @POST
  @Path("/{id}/secret")
  @Needs(Scope.MANAGE)
  @Admits(TokenUse.ITS_ENDPOINTS)
  @Operation(
      operationId = "rotateWebhookSecret",
      summary = "Gives an endpoint a new secret, which is shown in this answer only.",
      description = "The present one also signs for a day, or as long as is configured.")
  @APIResponse(
      responseCode = "200",
      description = "The endpoint, with its new secret.",
      content = @Content(schema = @Schema(implementation = EndpointView.class)))
  public RestResponse<EndpointView> rotate(@PathParam("id") String id) throws InterruptedException {
    TaggedEndpoint kept = endpoints.rotate(caller.tenant(), id, caller.call()::check);
    return answer(RestResponse.Status.OK, kept).header(HttpHeaders.CACHE_CONTROL, NO_STORE).build();
  }

  @POST
  @Path("/{id}/test")
  @Needs(Scope.MANAGE)
  @Admits(TokenUse.ITS_ENDPOINTS)
  @Operation(
      operationId = "testWebhook",
      summary = "Sends an endpoint a test event, once.",
      description = "The type of the event is endpoint.test. The delivery shows how it went.")
  @APIResponse(
      responseCode = "202",
      description = "The delivery of the test event.",
      content = @Content(schema = @Schema(implementation = DeliveryRef.class)))
  public RestResponse<DeliveryRef> test(@PathParam("id") String id) throws InterruptedException {
    var delivery = endpoints.test(caller.tenant(), id, caller.call()::check);
    return RestResponse.status(RestResponse.Status.ACCEPTED, new DeliveryRef(delivery.toString()));
  }

  /// The parameters are read strictly from `uri`. Those that choose deliveries are declared in
  /// [DeliveryLister].
  @GET
  @Path("/{id}/deliveries")
  @Needs(Scope.MANAGE)
  @Admits(TokenUse.ITS_ENDPOINTS)
  @ReadsWholeQuery
  @Operation(
      operationId = "listWebhookDeliveries",
      summary = "Lists an endpoint's deliveries, newest first.")
  @APIResponse(
      responseCode = "200",
      description = "A page of the list.",
      content = @Content(schema = @Schema(implementation = DeliveryPage.class)))
  public StreamingOutput deliveries(
      @PathParam("id") String id, @Context UriInfo uri, @Context RoutingContext routing)
      throws InterruptedException {
    ListQuery query = DeliveryLister.query(uri.getQueryParameters());
    EndpointId endpoint = endpoints.require(caller.tenant(), id).id();
    byte[] page =
        seats.page(
            caller.tenant(), routing, () -> deliveries.list(caller.tenant(), endpoint, query));
    return answer -> answer.write(page);
  }

  @POST
  @Path("/{id}/deliveries/{delivery}/resend")
  @Needs(Scope.MANAGE)
  @Admits(TokenUse.ITS_ENDPOINTS)
  @Operation(
      operationId = "resendWebhookDelivery",
      summary = "Sends a delivery again.",
      description =
          "It has the same webhook-id. What has failed is tried again. Of what has succeeded, a"
              + " new delivery is made from the task or the group as it is now.")
  @APIResponse(
      responseCode = "202",
      description = "The delivery that will be tried.",
      content = @Content(schema = @Schema(implementation = DeliveryView.class)))
  public RestResponse<DeliveryView> resend(
      @PathParam("id") String id, @PathParam("delivery") String delivery)
      throws InterruptedException {
    Endpoint endpoint = endpoints.require(caller.tenant(), id);
    return RestResponse.status(RestResponse.Status.ACCEPTED, deliveries.resend(endpoint, delivery));
  }

  @POST
  @Path("/{id}/recover")
  @Consumes(MediaType.APPLICATION_JSON)
  @Needs(Scope.MANAGE)
  @Admits(TokenUse.ITS_ENDPOINTS)
  @Operation(
      operationId = "recoverWebhook",
      summary = "Sends again all that could not be delivered to an endpoint in some time.",
      description =
          "Each has the same webhook-id as before. They start one after the other, at rate. What"
              + " is still under way, or was delivered, is not sent again.")
  @RequestBody(required = true, content = @Content(schema = @Schema(ref = "RecoverWebhook")))
  @APIResponse(
      responseCode = "202",
      description = "How many deliveries are sent again, and when the last one starts.",
      content = @Content(schema = @Schema(implementation = RecoveryAnswer.class)))
  public RestResponse<RecoveryAnswer> recover(@PathParam("id") String id, InputStream body)
      throws IOException, InterruptedException {
    EndpointId endpoint = endpoints.require(caller.tenant(), id).id();
    Recovery wanted = Recovery.read(JsonBody.read(body, MAX_BYTES).json());
    try (var _ = seats.take(caller.tenant())) {
      return RestResponse.status(
          RestResponse.Status.ACCEPTED, deliveries.recover(caller.tenant(), endpoint, wanted));
    }
  }

  private static RestResponse.ResponseBuilder<EndpointView> answer(
      RestResponse.Status status, TaggedEndpoint kept) {
    return RestResponse.ResponseBuilder.create(status, kept.view())
        .header(HttpHeaders.ETAG, kept.tag());
  }
}
