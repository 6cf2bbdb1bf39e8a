package dev.offload.ingest.gallery;

import dev.offload.ingest.auth.Caller;
import dev.offload.ingest.auth.Needs;
import dev.offload.ingest.body.JsonBody;
import dev.offload.ingest.etag.Preconditions;
import dev.offload.ingest.gallery.FaceWriter.Kept;
import dev.offload.ingest.list.ListQuery;
import dev.offload.ingest.list.ReadsWholeQuery;
import dev.offload.ingest.room.BodyRoom;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/// `/v1/galleries`
@Path("/v1/galleries")
@Tag(name = "galleries")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class GalleriesResource {
  private static final int MAX_BYTES = 16 * 1024;

  private final Caller caller;
  private final FaceKeeper faces;
  private final GalleryKeeper galleries;
  private final BodyRoom room;

  GalleriesResource(Caller caller, FaceKeeper faces, GalleryKeeper galleries, BodyRoom room) {
    this.caller = caller;
    this.faces = faces;
    this.galleries = galleries;
    this.room = room;
  }

  @GET
  @Needs({Scope.READ, Scope.MANAGE})
  @ReadsWholeQuery
  @Operation(
      operationId = "listGalleries",
      summary = "Lists galleries by name, with the number of their faces.")
  @APIResponse(
      responseCode = "200",
      description = "A page of the list.",
      content = @Content(schema = @Schema(implementation = GalleryPage.class)))
  public GalleryPage list(@Context UriInfo uri) throws InterruptedException {
    return galleries.list(
        caller.tenant(), ListQuery.read(ListQuery.PAGES, uri.getQueryParameters()));
  }

  @DELETE
  @Path("/{gallery}")
  @Needs(Scope.MANAGE)
  @Operation(operationId = "deleteGallery", summary = "Deletes a gallery with all its faces.")
  @APIResponse(responseCode = "204", description = "The faces are deleted.")
  public void delete(@PathParam("gallery") String gallery) throws InterruptedException {
    galleries.delete(caller.tenant(), gallery, caller.call()::check);
  }

  @GET
  @Path("/{gallery}/faces")
  @Needs({Scope.READ, Scope.MANAGE})
  @ReadsWholeQuery
  @Operation(operationId = "listFaces", summary = "Lists the faces of a gallery by id.")
  @APIResponse(
      responseCode = "200",
      description = "A page of the list.",
      content = @Content(schema = @Schema(implementation = FacePage.class)))
  public FacePage faces(@PathParam("gallery") String gallery, @Context UriInfo uri)
      throws InterruptedException {
    return faces.list(
        caller.tenant(), gallery, ListQuery.read(ListQuery.PAGES, uri.getQueryParameters()));
  }

  @PUT
  @Path("/{gallery}/faces/{id}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Needs(Scope.MANAGE)
  @Operation(
      operationId = "putFace",
      summary = "Creates a face, or replaces it.",
      description =
          "With a file, the answer waits until a worker has read the picture. The gallery exists as"
              + " soon as it has a face.")
  @RequestBody(required = true, content = @Content(schema = @Schema(ref = "PutFace")))
  @APIResponse(
      responseCode = "201",
      description = "The face was created.",
      content = @Content(schema = @Schema(implementation = FaceView.class)))
  @APIResponse(
      responseCode = "200",
      description = "The face was replaced.",
      content = @Content(schema = @Schema(implementation = FaceView.class)))
  public RestResponse<FaceView> put(
      @PathParam("gallery") String gallery,
      @PathParam("id") String id,
      @Parameter(
              description = "The ETag that the face must still have.",
              schema = @Schema(type = SchemaType.STRING))
          @HeaderParam(HttpHeaders.IF_MATCH)
          List<String> ifMatch,
      @Parameter(
              description = "`*` if the face must not exist yet.",
              schema = @Schema(type = SchemaType.STRING))
          @HeaderParam(HttpHeaders.IF_NONE_MATCH)
          List<String> ifNoneMatch,
      InputStream body)
      throws IOException, InterruptedException {
    JsonBody wanted = JsonBody.read(body, MAX_BYTES);
    // The body is small, and reading its picture may take long.
    room.giveBack();
    Kept kept =
        faces.put(
            new FaceKey(caller.tenant(), gallery, id),
            wanted,
            new Preconditions(ifMatch, ifNoneMatch),
            caller.call()::check);
    return answer(kept.isNew() ? RestResponse.Status.CREATED : RestResponse.Status.OK, kept);
  }

  @GET
  @Path("/{gallery}/faces/{id}")
  @Needs({Scope.READ, Scope.MANAGE})
  @Operation(operationId = "getFace", summary = "Shows a face with its descriptor.")
  @APIResponse(
      responseCode = "200",
      description = "The face.",
      content = @Content(schema = @Schema(implementation = FaceView.class)))
  public RestResponse<FaceView> get(
      @PathParam("gallery") String gallery,
      @PathParam("id") String id,
      @Parameter(
              description = "The ETag that the face must still have.",
              schema = @Schema(type = SchemaType.STRING))
          @HeaderParam(HttpHeaders.IF_MATCH)
          List<String> ifMatch)
      throws InterruptedException {
    Preconditions conditions = new Preconditions(ifMatch, List.of());
    return answer(
        RestResponse.Status.OK, faces.find(new FaceKey(caller.tenant(), gallery, id), conditions));
  }

  @DELETE
  @Path("/{gallery}/faces/{id}")
  @Needs(Scope.MANAGE)
  @Operation(
      operationId = "deleteFace",
      summary = "Deletes a face. A picture that is being read for it does not become one.")
  @APIResponse(responseCode = "204", description = "The face is deleted.")
  public void delete(
      @PathParam("gallery") String gallery,
      @PathParam("id") String id,
      @Parameter(
              description = "The ETag that the face must still have.",
              schema = @Schema(type = SchemaType.STRING))
          @HeaderParam(HttpHeaders.IF_MATCH)
          List<String> ifMatch)
      throws InterruptedException {
    faces.delete(
        new FaceKey(caller.tenant(), gallery, id),
        new Preconditions(ifMatch, List.of()),
        caller.call()::check);
  }

  private static RestResponse<FaceView> answer(RestResponse.Status status, Kept kept) {
    return RestResponse.ResponseBuilder.create(status, kept.view())
        .header(HttpHeaders.ETAG, kept.tag())
        .build();
  }
}
