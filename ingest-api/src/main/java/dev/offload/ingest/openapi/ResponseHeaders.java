package dev.offload.ingest.openapi;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Schema;

/// The headers of answers that a client has a use for.
final class ResponseHeaders {

  private static final String ETAG_SAYS = "The state that was sent, for If-Match.";

  private static final String OFFSET_SAYS = "How many bytes have arrived.";
  private static final String OFFSET_OF_TUS = OFFSET_SAYS + " Only with tus.";
  private static final String EXPIRES_SAYS =
      "When the upload is given up if no more arrives. Only if it is not complete.";

  /// `header` is in the answers of `operation` with one of `statuses`.
  private record HeaderRule(String operation, List<String> statuses, String name, Header header) {
    HeaderRule(String operation, String status, String name, Header header) {
      this(operation, List.of(status), name, header);
    }
  }

  private static final List<HeaderRule> RULES =
      List.of(
          new HeaderRule("createKey", "201", "Location", address("The address of the key.")),
          new HeaderRule("createWebhook", "201", "Location", address("The endpoint's address.")),
          new HeaderRule("createWebhook", "201", "ETag", always(ETAG_SAYS)),
          new HeaderRule("getWebhook", "200", "ETag", always(ETAG_SAYS)),
          new HeaderRule("patchWebhook", "200", "ETag", always(ETAG_SAYS)),
          new HeaderRule("rotateWebhookSecret", "200", "ETag", always(ETAG_SAYS)),
          new HeaderRule(
              "submitTask", List.of("200", "202"), "Location", address("The task's address.")),
          new HeaderRule("downloadFile", "307", "Location", address("The link.")),
          new HeaderRule("uploadFile", "201", "Location", address("The address of the file.")),
          new HeaderRule("uploadFile", "201", "Upload-Offset", sometimes(OFFSET_OF_TUS)),
          new HeaderRule("uploadFile", "201", "Upload-Expires", sometimes(EXPIRES_SAYS)),
          new HeaderRule("appendToFile", "204", "Upload-Offset", always(OFFSET_SAYS)),
          new HeaderRule("appendToFile", "204", "Upload-Expires", sometimes(EXPIRES_SAYS)),
          new HeaderRule("describeFile", "200", "Upload-Offset", sometimes(OFFSET_OF_TUS)),
          new HeaderRule("describeFile", "200", "Upload-Expires", sometimes(EXPIRES_SAYS)),
          new HeaderRule(
              "describeFile",
              "200",
              "Upload-Length",
              sometimes("How many bytes the file has in the end. Only with tus.")),
          new HeaderRule(
              "describeFile",
              "200",
              "Upload-Metadata",
              sometimes("What the client said when it began. Only with tus.")),
          new HeaderRule("describeFile", "200", "ETag", sometimes(ETAG_SAYS + " Not with tus.")),
          new HeaderRule("openGroup", "201", "Location", address("The group's address.")),
          new HeaderRule("getGroup", List.of("200", "304"), "ETag", always(ETAG_SAYS)),
          new HeaderRule(
              "submitBatch",
              "200",
              "Offload-Group",
              header("The group that the tasks join. Only with group.", ValueRules.ref("GroupId"))),
          new HeaderRule("getTask", List.of("200", "304"), "ETag", always(ETAG_SAYS)),
          new HeaderRule("downloadFile", List.of("200", "206", "304"), "ETag", always(ETAG_SAYS)),
          new HeaderRule("getFace", "200", "ETag", always(ETAG_SAYS)),
          new HeaderRule("putFace", List.of("200", "201"), "ETag", always(ETAG_SAYS)),
          new HeaderRule("getLimit", "200", "ETag", always(ETAG_SAYS)),
          new HeaderRule("getSchedule", "200", "ETag", always(ETAG_SAYS)),
          new HeaderRule("getNotifications", "200", "ETag", always(ETAG_SAYS)),
          new HeaderRule("putNotifications", List.of("200", "201"), "ETag", always(ETAG_SAYS)),
          new HeaderRule("putLimit", List.of("200", "201"), "ETag", always(ETAG_SAYS)),
          new HeaderRule("putSchedule", List.of("200", "201"), "ETag", always(ETAG_SAYS)),
          new HeaderRule(
              "downloadFile", "206", "Content-Range", always("Which bytes of the file these are.")),
          new HeaderRule(
              "downloadFile",
              List.of("200", "206"),
              "Content-Disposition",
              always("attachment, with the name of the file.")),
          new HeaderRule("getTask", "200", "Preference-Applied", applied()),
          new HeaderRule("submitTask", List.of("200", "202"), "Preference-Applied", applied()));

  private ResponseHeaders() {}

  static void addTo(OpenAPI api) {
    Map<String, Operation> operations =
        api.getPaths().getPathItems().values().stream()
            .flatMap(path -> path.getOperations().values().stream())
            .collect(Collectors.toMap(Operation::getOperationId, Function.identity()));
    for (HeaderRule rule : RULES) {
      for (String status : rule.statuses()) {
        operations
            .get(rule.operation())
            .getResponses()
            .getAPIResponse(status)
            .addHeader(rule.name(), rule.header());
      }
    }
  }

  /// The headers of a problem with this status.
  static Map<String, Header> ofError(int status) {
    return switch (status) {
      case 401 -> Map.of("WWW-Authenticate", always("How to send a key or a token."));
      case 412 -> Map.of("ETag", sometimes("The present ETag, if the resource exists."));
      case 415 ->
          Map.of("Accept-Encoding", sometimes("gzip, if the Content-Encoding is not supported."));
      case 416 -> Map.of("Content-Range", always("The size of the file."));
      case 429, 503, 507 ->
          Map.of("Retry-After", sometimes("After how many seconds to try again."));
      default -> Map.of();
    };
  }

  private static Header address(String description) {
    return header(description, ValueRules.text().format("uri-reference")).required(true);
  }

  private static Header applied() {
    return sometimes(
        "`wait=n`: the longest time that the answer waited, in seconds. Only with Prefer.");
  }

  private static Header always(String description) {
    return sometimes(description).required(true);
  }

  private static Header sometimes(String description) {
    return header(description, ValueRules.text());
  }

  private static Header header(String description, Schema schema) {
    return OASFactory.createHeader().description(description).schema(schema);
  }
}
