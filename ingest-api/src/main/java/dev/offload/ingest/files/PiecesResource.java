package dev.offload.ingest.files;

import dev.offload.ingest.auth.Admits;
import dev.offload.ingest.auth.Caller;
import dev.offload.ingest.auth.Needs;
import dev.offload.ingest.auth.TokenUse;
import dev.offload.ingest.cutoff.CutOff;
import dev.offload.ingest.room.Streamed;
import dev.offload.schemas.config.Scope;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// `PATCH /v1/files/{id}`: the pieces of a file that was begun with tus.
@Path("/v1/files")
@Tag(name = "files")
@RunOnVirtualThread
public class PiecesResource {
  private final Caller caller;
  private final TusUploads uploads;

  PiecesResource(Caller caller, TusUploads uploads) {
    this.caller = caller;
    this.uploads = uploads;
  }

  @PATCH
  @Path("/{id}")
  @Consumes(TusHeaders.PIECE)
  @Produces(MediaType.APPLICATION_JSON)
  @Needs(Scope.SUBMIT)
  @Admits(TokenUse.ITS_UPLOAD)
  @Streamed
  @Operation(
      operationId = "appendToFile",
      summary = "Adds a piece to a file that was begun with tus.",
      description =
          "What arrives is kept even if the connection breaks, unless the piece has a checksum. "
              + "After the last piece the file is stored.")
  @Parameter(
      name = TusHeaders.TUS_RESUMABLE,
      in = ParameterIn.HEADER,
      required = true,
      description = "The version of tus.",
      schema = @Schema(type = SchemaType.STRING, enumeration = TusHeaders.VERSION))
  @Parameter(
      name = TusHeaders.UPLOAD_OFFSET,
      in = ParameterIn.HEADER,
      required = true,
      description = "Where the piece begins: how many bytes have arrived.",
      schema = @Schema(type = SchemaType.STRING, pattern = TusHeaders.NUMBER_PATTERN))
  @Parameter(
      name = TusHeaders.UPLOAD_CHECKSUM,
      in = ParameterIn.HEADER,
      description = TusHeaders.CHECKSUM_SAYS,
      schema = @Schema(type = SchemaType.STRING, pattern = TusHeaders.CHECKSUM_PATTERN))
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = TusHeaders.PIECE,
              schema = @Schema(type = SchemaType.STRING, format = "binary")))
  @APIResponse(responseCode = "204", description = "The piece is stored.")
  public Response append(
      @PathParam("id") String id,
      @Context HttpHeaders headers,
      @Context RoutingContext routing,
      InputStream body)
      throws IOException {
    return FilesResource.response(
        uploads.append(
            caller.tenant(),
            id,
            new TusHeaders(headers::getRequestHeader),
            new CutOff(routing.request()),
            body));
  }
}
