package dev.offload.ingest.openapi;

import static dev.offload.schemas.ProblemCode.ALREADY_FINISHED;
import static dev.offload.schemas.ProblemCode.CHECKSUM_MISMATCH;
import static dev.offload.schemas.ProblemCode.FACE_DELETED;
import static dev.offload.schemas.ProblemCode.FILE_IN_USE;
import static dev.offload.schemas.ProblemCode.FORBIDDEN;
import static dev.offload.schemas.ProblemCode.GROUP_SEALED;
import static dev.offload.schemas.ProblemCode.HEADERS_TOO_LARGE;
import static dev.offload.schemas.ProblemCode.IDEMPOTENCY_MISMATCH;
import static dev.offload.schemas.ProblemCode.INSUFFICIENT_STORAGE;
import static dev.offload.schemas.ProblemCode.INTERNAL;
import static dev.offload.schemas.ProblemCode.INVALID_FACE;
import static dev.offload.schemas.ProblemCode.INVALID_GROUP;
import static dev.offload.schemas.ProblemCode.INVALID_LIMIT;
import static dev.offload.schemas.ProblemCode.INVALID_PARAMETER;
import static dev.offload.schemas.ProblemCode.INVALID_PREFERENCES;
import static dev.offload.schemas.ProblemCode.INVALID_SCHEDULE;
import static dev.offload.schemas.ProblemCode.INVALID_TASK;
import static dev.offload.schemas.ProblemCode.INVALID_WEBHOOK;
import static dev.offload.schemas.ProblemCode.MALFORMED_JSON;
import static dev.offload.schemas.ProblemCode.NOT_ACCEPTABLE;
import static dev.offload.schemas.ProblemCode.NOT_FINISHED;
import static dev.offload.schemas.ProblemCode.NOT_FOUND;
import static dev.offload.schemas.ProblemCode.NOT_REPLAYABLE;
import static dev.offload.schemas.ProblemCode.PIECE_MISMATCH;
import static dev.offload.schemas.ProblemCode.PRECONDITION_FAILED;
import static dev.offload.schemas.ProblemCode.QUOTA_EXCEEDED;
import static dev.offload.schemas.ProblemCode.RANGE_NOT_SATISFIABLE;
import static dev.offload.schemas.ProblemCode.RATE_LIMITED;
import static dev.offload.schemas.ProblemCode.TOO_LARGE;
import static dev.offload.schemas.ProblemCode.UNAUTHENTICATED;
import static dev.offload.schemas.ProblemCode.UNAVAILABLE;
import static dev.offload.schemas.ProblemCode.UNKNOWN_TYPE;
import static dev.offload.schemas.ProblemCode.UNSUPPORTED_MEDIA_TYPE;
import static dev.offload.schemas.ProblemCode.UPLOAD_BUSY;
import static dev.offload.schemas.ProblemCode.WRONG_OFFSET;
import static java.util.Map.entry;

import dev.offload.ingest.problem.Problem;
import dev.offload.schemas.ProblemCode;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/// The errors of each operation, by status. Most follow from what the operation takes.
final class Errors {

  /// The errors of every operation.
  private static final List<ProblemCode> COMMON =
      List.of(
          INVALID_PARAMETER,
          UNAUTHENTICATED,
          FORBIDDEN,
          NOT_ACCEPTABLE,
          HEADERS_TOO_LARGE,
          INTERNAL,
          UNAVAILABLE);

  /// The errors of an operation with a body.
  private static final List<ProblemCode> OF_BODIES =
      List.of(TOO_LARGE, UNSUPPORTED_MEDIA_TYPE, RATE_LIMITED);

  /// What does not follow from what an operation takes.
  private static final Map<String, List<ProblemCode>> OWN =
      Map.ofEntries(
          entry("cancelGroup", List.of(ALREADY_FINISHED)),
          entry("cancelTask", List.of(ALREADY_FINISHED)),
          entry("createKey", List.of(QUOTA_EXCEEDED)),
          entry("createToken", List.of(NOT_FOUND)),
          entry("createWebhook", List.of(INVALID_WEBHOOK, QUOTA_EXCEEDED)),
          entry("patchWebhook", List.of(INVALID_WEBHOOK)),
          entry("listWebhookDeliveries", List.of(RATE_LIMITED)),
          entry("recoverWebhook", List.of(INVALID_PARAMETER, RATE_LIMITED)),
          entry("resendWebhookDelivery", List.of(ALREADY_FINISHED, NOT_FINISHED, NOT_REPLAYABLE)),
          entry(
              "appendToFile",
              List.of(
                  CHECKSUM_MISMATCH,
                  INSUFFICIENT_STORAGE,
                  PIECE_MISMATCH,
                  PRECONDITION_FAILED,
                  UPLOAD_BUSY,
                  WRONG_OFFSET)),
          entry("deleteFile", List.of(FILE_IN_USE, UPLOAD_BUSY)),
          entry("describeFile", List.of(RATE_LIMITED)),
          entry("downloadFile", List.of(RATE_LIMITED)),
          entry("dropTask", List.of(NOT_FINISHED)),
          entry("followGroup", List.of(RATE_LIMITED)),
          entry("followTask", List.of(RATE_LIMITED)),
          entry("followTasks", List.of(RATE_LIMITED)),
          entry("listGroups", List.of(RATE_LIMITED)),
          entry("listTasks", List.of(RATE_LIMITED)),
          entry("openGroup", List.of(INVALID_GROUP, UNKNOWN_TYPE, QUOTA_EXCEEDED)),
          entry("putFace", List.of(FACE_DELETED, INVALID_FACE, QUOTA_EXCEEDED)),
          entry("putLimit", List.of(INVALID_LIMIT, QUOTA_EXCEEDED)),
          entry("putSchedule", List.of(INVALID_SCHEDULE, UNKNOWN_TYPE, QUOTA_EXCEEDED)),
          entry("putNotifications", List.of(INVALID_PREFERENCES, QUOTA_EXCEEDED)),
          entry("retryTask", List.of(ALREADY_FINISHED, NOT_FINISHED, NOT_REPLAYABLE, INVALID_TASK)),
          entry("submitBatch", List.of(GROUP_SEALED, INVALID_TASK, QUOTA_EXCEEDED)),
          entry(
              "submitTask",
              List.of(
                  GROUP_SEALED, INVALID_TASK, UNKNOWN_TYPE, IDEMPOTENCY_MISMATCH, QUOTA_EXCEEDED)),
          entry(
              "uploadFile",
              List.of(
                  CHECKSUM_MISMATCH,
                  INSUFFICIENT_STORAGE,
                  PIECE_MISMATCH,
                  PRECONDITION_FAILED,
                  QUOTA_EXCEEDED)));

  private Errors() {}

  static void addTo(OpenAPI api) {
    for (PathItem path : api.getPaths().getPathItems().values()) {
      for (Operation operation : path.getOperations().values()) {
        // The generator's own guess.
        operation.getResponses().removeAPIResponse("400");
        boolean hasBodies = operation != path.getHEAD();
        if (!hasBodies) {
          operation.getResponses().getAPIResponses().values().forEach(it -> it.setContent(null));
        }
        byStatus(codes(operation))
            .forEach(
                (status, codes) ->
                    operation.getResponses().addAPIResponse(status, response(codes, hasBodies)));
        operation.getResponses().addAPIResponse("default", response("Any other error.", hasBodies));
      }
    }
  }

  private static Set<ProblemCode> codes(Operation operation) {
    Set<ProblemCode> codes = EnumSet.copyOf(COMMON);
    if (operation.getRequestBody() != null) {
      codes.addAll(OF_BODIES);
      if (operation.getRequestBody().getContent().hasMediaType("application/json")) {
        codes.add(MALFORMED_JSON);
      }
    }
    List<Parameter> parameters =
        operation.getParameters() == null ? List.of() : operation.getParameters();
    for (Parameter parameter : parameters) {
      if (parameter.getIn() == Parameter.In.PATH) {
        codes.add(NOT_FOUND);
      }
      switch (parameter.getName()) {
        case "If-Match" -> codes.add(PRECONDITION_FAILED);
        case "Range" -> codes.add(RANGE_NOT_SATISFIABLE);
        default -> {
          // Others have no error of their own.
        }
      }
    }
    codes.addAll(OWN.getOrDefault(operation.getOperationId(), List.of()));
    return codes;
  }

  private static Map<String, List<ProblemCode>> byStatus(Set<ProblemCode> codes) {
    return codes.stream()
        .collect(
            Collectors.groupingBy(
                code -> Integer.toString(code.status()), TreeMap::new, Collectors.toList()));
  }

  private static APIResponse response(List<ProblemCode> codes, boolean hasBody) {
    APIResponse response =
        response(
            codes.stream()
                .map(code -> "`%s`: %s.".formatted(code.code(), code.title()))
                .collect(Collectors.joining(" ")),
            hasBody);
    ResponseHeaders.ofError(codes.getFirst().status()).forEach(response::addHeader);
    return response;
  }

  /// @param hasBody false for answers to `HEAD`
  private static APIResponse response(String description, boolean hasBody) {
    return OASFactory.createAPIResponse()
        .description(description)
        .content(hasBody ? content() : null);
  }

  private static Content content() {
    return OASFactory.createContent()
        .addMediaType(
            Problem.MEDIA_TYPE, OASFactory.createMediaType().schema(ValueRules.ref("Problem")));
  }
}
