package dev.offload.ingest.files;

import dev.offload.files.Arrival;
import dev.offload.files.PartialFile;
import dev.offload.files.StoredFile;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// The answers of tus.
@ApplicationScoped
class TusAnswers {
  /// RFC 9110, section 5.6.7.
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private static final int OK = 200;
  private static final int CREATED = 201;
  private static final int NO_CONTENT = 204;

  private final Duration expireAfter;

  TusAnswers(ResumableConfig config) {
    this.expireAfter = config.expireAfter();
  }

  /// A status, a body or null, and headers.
  record Answer(int status, Object entity, Map<String, Object> headers) {}

  Answer created(Arrival arrival) {
    PartialFileView view = PartialFileView.of(arrival, expireAfter);
    Map<String, Object> headers = withExpiry(arrival);
    headers.put(HttpHeaders.LOCATION, view.href());
    headers.put(TusHeaders.UPLOAD_OFFSET, arrival.offset());
    return new Answer(CREATED, view, headers);
  }

  Answer appended(PieceReceiver.Received received) {
    Map<String, Object> headers = withExpiry(received);
    headers.put(TusHeaders.UPLOAD_OFFSET, received.offset());
    return new Answer(NO_CONTENT, null, headers);
  }

  Answer progress(PieceReceiver.Received received) {
    Map<String, Object> headers = withExpiry(received);
    headers.put(TusHeaders.UPLOAD_OFFSET, received.offset());
    headers.put(HttpHeaders.CACHE_CONTROL, "no-store");
    switch (received) {
      case PieceReceiver.Received.Part(Arrival arrival) -> {
        PartialFile file = arrival.file();
        headers.put(TusHeaders.UPLOAD_LENGTH, file.size());
        if (file.metadata() != null) {
          headers.put(TusHeaders.UPLOAD_METADATA, file.metadata());
        }
      }
      case PieceReceiver.Received.Whole(StoredFile file) -> {
        headers.put(TusHeaders.UPLOAD_LENGTH, file.size());
        headers.put(TusHeaders.UPLOAD_METADATA, metadata(file));
      }
    }
    return new Answer(OK, null, headers);
  }

  /// What a whole file still tells. Its sender's own words are gone.
  private static String metadata(StoredFile file) {
    return "filename " + base64(file.name()) + ",filetype " + base64(file.contentType());
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private Map<String, Object> withExpiry(PieceReceiver.Received received) {
    return switch (received) {
      case PieceReceiver.Received.Part(Arrival arrival) -> withExpiry(arrival);
      case PieceReceiver.Received.Whole _ -> new LinkedHashMap<>();
    };
  }

  /// Headers that can be added to. A file that is whole does not expire as an upload.
  private Map<String, Object> withExpiry(Arrival arrival) {
    Map<String, Object> headers = new LinkedHashMap<>();
    PartialFileView.expiry(arrival, expireAfter)
        .ifPresent(at -> headers.put(TusHeaders.UPLOAD_EXPIRES, HTTP_DATE.format(at)));
    return headers;
  }
}
