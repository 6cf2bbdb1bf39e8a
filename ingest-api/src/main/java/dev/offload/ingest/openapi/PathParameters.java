package dev.offload.ingest.openapi;

import static java.util.Map.entry;

import dev.offload.ingest.user.Users;
import java.util.Map;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/// Says of each parameter in a path what its values look like.
final class PathParameters {

  private static final Map<String, String> SCHEMAS =
      Map.ofEntries(
          entry("/v1/files/{id}", ValueRules.FILE_ID),
          entry("/v1/galleries/{gallery}", ValueRules.GALLERY),
          entry("/v1/galleries/{gallery}/faces/{id}", ValueRules.FACE_ID),
          entry("/v1/groups/{id}", ValueRules.GROUP_ID),
          entry("/v1/keys/{id}", ValueRules.KEY_ID),
          entry("/v1/limits/{kind}", ValueRules.LIMIT_KIND),
          entry("/v1/limits/{kind}/{name}", ValueRules.LIMIT_NAME),
          entry("/v1/queues/{queue}", ValueRules.QUEUE),
          entry("/v1/schedules/{name}", ValueRules.SCHEDULE),
          entry("/v1/tasks/{id}", ValueRules.TASK_ID),
          entry("/v1/tenants/{tenant}", ValueRules.TENANT),
          entry("/v1/users/{user}", Users.NAME),
          entry("/v1/webhooks/{id}", ValueRules.WEBHOOK_ID),
          entry("/v1/webhooks/{id}/deliveries/{delivery}", ValueRules.TASK_ID));

  private static final Pattern PARAMETER = Pattern.compile("\\{([^}]+)}");

  private PathParameters() {}

  static void describe(OpenAPI api) {
    api.getPaths().getPathItems().forEach(PathParameters::describe);
  }

  private static void describe(String path, PathItem item) {
    PARAMETER
        .matcher(path)
        .results()
        .forEach(found -> describe(path.substring(0, found.end()), found.group(1), item));
  }

  /// @param path up to the parameter
  private static void describe(String path, String name, PathItem item) {
    String schema = SCHEMAS.get(path);
    if (schema == null) {
      throw new IllegalStateException("there is no description of the parameter of " + path);
    }
    for (Operation operation : item.getOperations().values()) {
      for (Parameter parameter : operation.getParameters()) {
        if (parameter.getIn() == Parameter.In.PATH && parameter.getName().equals(name)) {
          parameter.schema(ValueRules.ref(schema));
        }
      }
    }
  }
}
