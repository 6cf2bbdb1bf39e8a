package dev.offload.ingest.openapi;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.links.Link;

/// Where a client goes on with what an answer names: OpenAPI's links. They lead from what is in
/// every such answer; a `nextCursor` is not.
final class Links {

  /// From an answer of each of `from` to each of `to`.
  ///
  /// @param parameters those of `to`, each with the place of its value
  private record Way(List<String> from, Map<String, String> parameters, List<String> to) {
    Way(List<String> from, String value, String parameter, List<String> to) {
      this(from, Map.of(parameter, value), to);
    }

    Way(String from, String value, String parameter, String... to) {
      this(List.of(from), value, parameter, List.of(to));
    }
  }

  private static final String SUCCESS = "2";
  private static final String ID = "$response.body#/id";
  private static final String NAME = "$response.body#/name";

  /// A limit is named by its path. Its scope has both parts in one text.
  private static final Map<String, String> LIMIT =
      Map.of("kind", "$request.path.kind", "name", "$request.path.name");

  private static final List<Way> WAYS =
      List.of(
          new Way(
              List.of("submitTask", "retryTask", "cancelTask", "getTask"),
              ID,
              "id",
              List.of("getTask", "followTask", "cancelTask", "retryTask", "dropTask")),
          new Way(
              List.of("openGroup", "sealGroup", "cancelGroup", "getGroup"),
              ID,
              "id",
              List.of("getGroup", "followGroup", "sealGroup", "cancelGroup")),
          new Way("openGroup", ID, "group", "listTasks", "submitBatch"),
          new Way("uploadFile", ID, "id", "downloadFile", "describeFile", "deleteFile"),
          new Way("createKey", ID, "id", "getKey", "deleteKey"),
          new Way(
              "createWebhook",
              ID,
              "id",
              "getWebhook",
              "patchWebhook",
              "rotateWebhookSecret",
              "testWebhook",
              "listWebhookDeliveries",
              "recoverWebhook",
              "deleteWebhook"),
          new Way("putSchedule", NAME, "name", "getSchedule", "putSchedule", "deleteSchedule"),
          new Way("getSchedule", NAME, "name", "putSchedule", "deleteSchedule"),
          new Way(List.of("putLimit"), LIMIT, List.of("getLimit", "putLimit", "deleteLimit")),
          new Way(List.of("getLimit"), LIMIT, List.of("putLimit", "deleteLimit")),
          new Way(
              List.of("putNotifications", "getNotifications"),
              "$response.body#/user",
              "user",
              List.of("putNotifications", "getNotifications", "deleteNotifications")),
          new Way(
              List.of("putFace", "getFace"),
              Map.of("gallery", "$response.body#/gallery", "id", ID),
              List.of("putFace", "getFace", "deleteFace")),
          new Way("putFace", "$response.body#/gallery", "gallery", "listFaces", "deleteGallery"),
          new Way(
              "listQueues",
              "$response.body#/items/0/queue",
              "queue",
              "getQueue",
              "pauseQueue",
              "resumeQueue"));

  private Links() {}

  static void addTo(OpenAPI api) {
    Map<String, Operation> operations =
        api.getPaths().getPathItems().values().stream()
            .flatMap(path -> path.getOperations().values().stream())
            .collect(Collectors.toMap(Operation::getOperationId, Function.identity()));
    for (Way way : WAYS) {
      for (String from : way.from()) {
        for (String to : way.to()) {
          add(operations.get(from), way, operations.get(to).getOperationId());
        }
      }
    }
  }

  /// A link has the name of the operation it leads to.
  private static void add(Operation from, Way way, String to) {
    from.getResponses()
        .getAPIResponses()
        .forEach(
            (status, response) -> {
              if (status.startsWith(SUCCESS) && response.getContent() != null) {
                Link link = OASFactory.createLink().operationId(to);
                new TreeMap<>(way.parameters()).forEach(link::addParameter);
                response.addLink(to, link);
              }
            });
  }
}
