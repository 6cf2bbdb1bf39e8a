package dev.offload.ingest.files;

import dev.offload.files.Arrival;
import dev.offload.files.PartialFile;
import dev.offload.files.StoredFile;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;

/// The answers of tus.
@ApplicationScoped
class TusAnswers {
  /// RFC 9110, section 5.6.7.
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final Duration expireAfter;

  TusAnswers(ResumableConfig config) {
    this.expireAfter = config.expireAfter();
  }

  Response created(Arrival arrival) {
    PartialFileView view = PartialFileView.of(arrival, expireAfter);
    return withExpiry(arrival, Response.status(Response.Status.CREATED).entity(view))
        .header(HttpHeaders.LOCATION, view.href())
        .header(TusHeaders.UPLOAD_OFFSET, arrival.offset())
        .build();
  }

  Response appended(PieceReceiver.Received received) {
    return withExpiry(received, Response.noContent())
        .header(TusHeaders.UPLOAD_OFFSET, received.offset())
        .build();
  }

  Response progress(PieceReceiver.Received received) {
    ResponseBuilder response =
        withExpiry(received, Response.ok())
            .header(TusHeaders.UPLOAD_OFFSET, received.offset())
            .header(HttpHeaders.CACHE_CONTROL, "no-store");
    return switch (received) {
      case PieceReceiver.Received.Part(Arrival arrival) -> {
        PartialFile file = arrival.file();
        yield response
            .header(TusHeaders.UPLOAD_LENGTH, file.size())
            .header(TusHeaders.UPLOAD_METADATA, file.metadata())
            .build();
      }
      case PieceReceiver.Received.Whole(StoredFile file) ->
          response
              .header(TusHeaders.UPLOAD_LENGTH, file.size())
              .header(TusHeaders.UPLOAD_METADATA, metadata(file))
              .build();
    };
  }

  /// What a whole file still tells. Its sender's own words are gone.
  private static String metadata(StoredFile file) {
    return "filename " + base64(file.name()) + ",filetype " + base64(file.contentType());
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private ResponseBuilder withExpiry(PieceReceiver.Received received, ResponseBuilder response) {
    return switch (received) {
      case PieceReceiver.Received.Part(Arrival arrival) -> withExpiry(arrival, response);
      case PieceReceiver.Received.Whole _ -> response;
    };
  }

  private ResponseBuilder withExpiry(Arrival arrival, ResponseBuilder response) {
    return arrival.offset() == arrival.file().size()
        ? response
        : response.header(
            TusHeaders.UPLOAD_EXPIRES, HTTP_DATE.format(arrival.lastPiece().plus(expireAfter)));
  }
}
