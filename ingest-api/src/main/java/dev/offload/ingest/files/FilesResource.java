package dev.offload.ingest.files;

import dev.offload.files.ByteRange;
import dev.offload.files.FileId;
import dev.offload.files.LinkHeaders;
import dev.offload.files.NewFile;
import dev.offload.files.NewPartialFile;
import dev.offload.files.StoredFile;
import dev.offload.ingest.QueryText;
import dev.offload.ingest.auth.Admits;
import dev.offload.ingest.auth.Caller;
import dev.offload.ingest.auth.Grant;
import dev.offload.ingest.auth.Needs;
import dev.offload.ingest.auth.TokenUse;
import dev.offload.ingest.body.Texts;
import dev.offload.ingest.cutoff.CutOff;
import dev.offload.ingest.etag.Preconditions;
import dev.offload.ingest.room.Streamed;
import dev.offload.schemas.config.Scope;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// `/v1/files`: upload, download and deletion. Pieces after the first come to [PiecesResource].
@Path("/v1/files")
@Tag(name = "files")
@RunOnVirtualThread
public class FilesResource {

  private final Caller caller;
  private final UploadBodies bodies;
  private final FileUploader uploader;
  private final FileDownloader downloader;
  private final FileDeleter deleter;
  private final FileSeats seats;
  private final TokenFiles tokenFiles;
  private final PieceReceiver pieces;
  private final TusUploads uploads;

  FilesResource(
      Caller caller,
      UploadBodies bodies,
      FileUploader uploader,
      FileDownloader downloader,
      FileDeleter deleter,
      FileSeats seats,
      TokenFiles tokenFiles,
      PieceReceiver pieces,
      TusUploads uploads) {
    this.caller = caller;
    this.bodies = bodies;
    this.uploader = uploader;
    this.downloader = downloader;
    this.deleter = deleter;
    this.seats = seats;
    this.tokenFiles = tokenFiles;
    this.pieces = pieces;
    this.uploads = uploads;
  }

  @POST
  @Produces(MediaType.APPLICATION_JSON)
  @Needs(Scope.SUBMIT)
  @Streamed
  @Operation(
      operationId = "uploadFile",
      summary =
          "Uploads a file: the body as it is, or the only part of a multipart/form-data body.",
      description =
          "With the headers of tus 1.0.0 it begins an upload in pieces. A body of the type "
              + TusHeaders.PIECE
              + " is the first piece.")
  @Parameter(
      name = TusHeaders.TUS_RESUMABLE,
      in = ParameterIn.HEADER,
      description = "The version of tus. With it, an upload in pieces is begun.",
      schema = @Schema(type = SchemaType.STRING, enumeration = TusHeaders.VERSION))
  @Parameter(
      name = TusHeaders.UPLOAD_LENGTH,
      in = ParameterIn.HEADER,
      description = "The size of the file in bytes. Required with tus.",
      schema = @Schema(type = SchemaType.STRING, pattern = TusHeaders.NUMBER_PATTERN))
  @Parameter(
      name = TusHeaders.UPLOAD_METADATA,
      in = ParameterIn.HEADER,
      description =
          "With tus: filename and filetype, each followed by a space and its value in base64,"
              + " separated by a comma. Other names are kept until the file is whole.",
      schema = @Schema(type = SchemaType.STRING, maxLength = NewPartialFile.MAX_METADATA_LENGTH))
  @Parameter(
      name = TusHeaders.UPLOAD_CHECKSUM,
      in = ParameterIn.HEADER,
      description = TusHeaders.CHECKSUM_SAYS,
      schema = @Schema(type = SchemaType.STRING, pattern = TusHeaders.CHECKSUM_PATTERN))
  @RequestBody(
      description = "Without a body the file is empty.",
      required = false,
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_OCTET_STREAM,
            schema = @Schema(type = SchemaType.STRING, format = "binary")),
        @Content(
            mediaType = TusHeaders.PIECE,
            schema = @Schema(type = SchemaType.STRING, format = "binary")),
        @Content(mediaType = MediaType.MULTIPART_FORM_DATA, schema = @Schema(ref = "OneFile"))
      })
  @APIResponse(
      responseCode = "201",
      description =
          "The file is stored. With tus: the upload has begun, and its pieces can be sent.",
      content = @Content(schema = @Schema(oneOf = {FileDescription.class, PartialFileView.class})))
  public Response upload(
      @Parameter(
              description =
                  "The name of the file. Without it, the file has the name in Content-Disposition"
                      + " of the body or its part, or else the name file.",
              schema =
                  @Schema(
                      type = SchemaType.STRING,
                      maxLength = NewFile.MAX_NAME_LENGTH,
                      pattern = Texts.LINE_PATTERN))
          @QueryParam("name")
          String name,
      @Parameter(
              description =
                  "The SHA-256 of the file in hexadecimal digits. The upload is checked against"
                      + " it.",
              schema = @Schema(type = SchemaType.STRING, pattern = "^[0-9A-Fa-f]{64}$"))
          @QueryParam("sha256")
          String sha256,
      @Parameter(
              description =
                  "The SHA-256 of the body (RFC 9530). The upload is checked against it. Not "
                      + "allowed with multipart/form-data.",
              schema = @Schema(type = SchemaType.STRING, pattern = DigestHeader.PATTERN))
          @HeaderParam(DigestHeader.CONTENT)
          List<String> contentDigest,
      @Parameter(
              description =
                  "The SHA-256 of the file (RFC 9530), with tus that of the whole one. The upload"
                      + " is checked against it. Not allowed with multipart/form-data.",
              schema = @Schema(type = SchemaType.STRING, pattern = DigestHeader.PATTERN))
          @HeaderParam(DigestHeader.REPRESENTATION)
          List<String> reprDigest,
      @Parameter(hidden = true) @HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType,
      @Parameter(hidden = true) @HeaderParam(HttpHeaders.CONTENT_DISPOSITION)
          String contentDisposition,
      @Parameter(hidden = true) @HeaderParam(HttpHeaders.CONTENT_LENGTH) Long contentLength,
      @Context HttpHeaders headers,
      @Context UriInfo uri,
      @Context RoutingContext routing,
      InputStream body)
      throws IOException {
    TusHeaders ofTus = new TusHeaders(headers::getRequestHeader);
    if (ofTus.askForAnUpload()) {
      return response(
          uploads.begin(
              caller.tenant(),
              ofTus,
              Optional.ofNullable(name(uri)),
              FileUploader.hash(
                  QueryText.of(uri.getQueryParameters(), "sha256"), DigestHeader.whole(reprDigest)),
              new CutOff(routing.request()),
              body));
    }
    FileDescription file;
    try (InputStream watched = bodies.whole(caller.tenant(), body, new CutOff(routing.request()))) {
      file =
          uploader.upload(
              caller.tenant(),
              new Upload(
                  name(uri),
                  QueryText.of(uri.getQueryParameters(), "sha256"),
                  DigestHeader.whole(contentDigest),
                  DigestHeader.whole(reprDigest),
                  contentType,
                  contentDisposition,
                  contentLength,
                  watched));
    }
    return Response.status(Response.Status.CREATED)
        .entity(file)
        .header(HttpHeaders.LOCATION, file.href())
        .build();
  }

  /// Null if there is none.
  private static String name(UriInfo uri) {
    return GivenName.inQuery(QueryText.of(uri.getQueryParameters(), "name"));
  }

  /// An answer of tus.
  static Response response(TusAnswers.Answer answer) {
    Response.ResponseBuilder response = Response.status(answer.status()).entity(answer.entity());
    answer.headers().forEach(response::header);
    return response.build();
  }

  @HEAD
  @Path("/{id}")
  @Produces(MediaType.WILDCARD)
  @Needs({Scope.READ, Scope.SUBMIT})
  @Admits({TokenUse.FILES_OF_ITS_TASK, TokenUse.ITS_UPLOAD})
  @Operation(
      operationId = "describeFile",
      summary =
          "Answers with the headers of GET, without the bytes. With tus: how much of an upload"
              + " has arrived.",
      description = "With tus, the scope submit is enough. Otherwise read is needed.")
  @Parameter(
      name = TusHeaders.TUS_RESUMABLE,
      in = ParameterIn.HEADER,
      description =
          "The version of tus. With it, the answer says how much of the upload has arrived.",
      schema = @Schema(type = SchemaType.STRING, enumeration = TusHeaders.VERSION))
  @APIResponse(responseCode = "200", description = "The file or the upload is there.")
  @APIResponse(responseCode = "304", description = "The client already has the file.")
  public Response describe(
      @PathParam("id") String id,
      @Parameter(
              description = "The ETag that the file must have.",
              schema = @Schema(type = SchemaType.STRING))
          @HeaderParam(HttpHeaders.IF_MATCH)
          List<String> ifMatch,
      @Parameter(
              description = "The ETag that the client already has.",
              schema = @Schema(type = SchemaType.STRING))
          @HeaderParam(HttpHeaders.IF_NONE_MATCH)
          List<String> ifNoneMatch,
      @Context HttpHeaders headers,
      @Context RoutingContext routing)
      throws IOException, InterruptedException {
    TusHeaders ofTus = new TusHeaders(headers::getRequestHeader);
    boolean mayUpload = caller.grant().filter(it -> !(it instanceof Grant.OfUpload)).isEmpty();
    if (ofTus.areThere() && mayUpload) {
      ofTus.requireVersion();
      return response(uploads.progress(caller.tenant(), id));
    }
    if (caller.grant().isEmpty()) {
      caller.require(Scope.READ);
    }
    Response whole = download(id, null, null, ifMatch, ifNoneMatch, routing);
    if (whole.getEntity() instanceof InputStream bytes) {
      bytes.close();
    }
    return Response.fromResponse(whole).entity(null).build();
  }

  @GET
  @Path("/{id}")
  @Produces(MediaType.WILDCARD)
  @Needs(Scope.READ)
  @Admits(TokenUse.FILES_OF_ITS_TASK)
  @Operation(operationId = "downloadFile", summary = "Downloads a file, or a range of it.")
  @APIResponse(
      responseCode = "200",
      description = "The file, with the media type it was uploaded with.",
      content =
          @Content(
              mediaType = MediaType.WILDCARD,
              schema = @Schema(type = SchemaType.STRING, format = "binary")))
  @APIResponse(
      responseCode = "206",
      description = "The range that was asked for.",
      content =
          @Content(
              mediaType = MediaType.WILDCARD,
              schema = @Schema(type = SchemaType.STRING, format = "binary")))
  @APIResponse(responseCode = "304", description = "The client already has the file.")
  @APIResponse(
      responseCode = "307",
      description =
          "The file can be downloaded from the address in Location, for a while and without"
              + " a key. Only installations that keep files in S3 and are set up to give out links"
              + " answer this.")
  public Response download(
      @PathParam("id") String id,
      @Parameter(description = "The bytes to send, such as `bytes=0-99` (RFC 9110).")
          @HeaderParam("Range")
          String range,
      @Parameter(
              description =
                  "An ETag. If the file has another, Range has no effect: the whole file is sent.")
          @HeaderParam("If-Range")
          String ifRange,
      @Parameter(
              description = "The ETag that the file must have.",
              schema = @Schema(type = SchemaType.STRING))
          @HeaderParam(HttpHeaders.IF_MATCH)
          List<String> ifMatch,
      @Parameter(
              description = "The ETag that the client already has.",
              schema = @Schema(type = SchemaType.STRING))
          @HeaderParam(HttpHeaders.IF_NONE_MATCH)
          List<String> ifNoneMatch,
      @Context RoutingContext routing)
      throws IOException, InterruptedException {
    tokenFiles.check(id);
    seats
        .download(caller.tenant(), caller.grant().map(Object::toString))
        .keepUntilAnswered(routing);
    Conditions conditions =
        new Conditions(
            isGet(routing) ? range : null, ifRange, new Preconditions(ifMatch, ifNoneMatch));
    FileAnswer answer =
        isGet(routing)
            ? downloader.download(caller.tenant(), id, conditions)
            : downloader.describe(caller.tenant(), id, conditions);
    ResponseBuilder response =
        switch (answer) {
          case FileAnswer.Whole(StoredFile file, InputStream content) ->
              bytes(Response.Status.OK, file, content, file.size());
          case FileAnswer.Part(StoredFile file, ByteRange part, InputStream content) ->
              bytes(Response.Status.PARTIAL_CONTENT, file, content, part.length())
                  .header("Content-Range", contentRange(part, file.size()));
          case FileAnswer.Elsewhere(_, URI address) -> Response.temporaryRedirect(address);
          case FileAnswer.NotModified _ -> Response.notModified();
        };
    return response
        .header(HttpHeaders.ETAG, FileAnswer.etag(answer.file()))
        .header(DigestHeader.REPRESENTATION, DigestHeader.of(answer.file().sha256()))
        .header(
            HttpHeaders.CACHE_CONTROL,
            answer instanceof FileAnswer.Elsewhere ? "no-store" : "private, immutable")
        .header("Accept-Ranges", "bytes")
        .build();
  }

  @DELETE
  @Path("/{id}")
  @Produces(MediaType.APPLICATION_JSON)
  @Needs({Scope.MANAGE, Scope.SUBMIT})
  @Admits(TokenUse.ITS_UPLOAD)
  @Operation(
      operationId = "deleteFile",
      summary =
          "Deletes a file that no task and no schedule needs, or gives up an upload in pieces.",
      description =
          "A task needs the files it names or has made until it is forgotten, at the end of "
              + "its retention or by DELETE /v1/tasks/{id}. To give up an upload that is not"
              + " complete, the scope submit is enough. A file needs the scope manage.")
  @APIResponse(responseCode = "204", description = "The file is deleted.")
  public void delete(
      @PathParam("id") String id,
      @Parameter(
              description = "The ETag that the file must have.",
              schema = @Schema(type = SchemaType.STRING))
          @HeaderParam(HttpHeaders.IF_MATCH)
          List<String> ifMatch)
      throws IOException, InterruptedException {
    Preconditions conditions = new Preconditions(ifMatch, List.of());
    Optional<FileId> fileId = FileId.parse(id);
    if (conditions.areNone()
        && fileId.isPresent()
        && pieces.abandon(caller.tenant(), fileId.get())) {
      return;
    }
    caller.require(Scope.MANAGE);
    deleter.delete(caller.tenant(), id, conditions);
  }

  /// Only `GET` has ranges (RFC 9110, section 14.2). `HEAD` comes here, too.
  private static boolean isGet(RoutingContext routing) {
    return routing.request().method().equals(HttpMethod.GET);
  }

  private static ResponseBuilder bytes(
      Response.Status status, StoredFile file, InputStream content, long length) {
    LinkHeaders headers = DownloadHeaders.of(file);
    return Response.status(status)
        .entity(content)
        .header(HttpHeaders.CONTENT_TYPE, headers.contentType())
        .header(HttpHeaders.CONTENT_LENGTH, length)
        .header(HttpHeaders.CONTENT_DISPOSITION, headers.contentDisposition())
        .header("X-Content-Type-Options", "nosniff");
  }

  private static String contentRange(ByteRange part, long size) {
    long last = part.offset() + part.length() - 1;
    return "bytes " + part.offset() + "-" + last + "/" + size;
  }
}
