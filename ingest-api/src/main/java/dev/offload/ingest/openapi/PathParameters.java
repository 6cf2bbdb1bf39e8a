package dev.offload.ingest.openapi;

import java.util.Map;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/// Says of each parameter in a path what its values look like.
final class PathParameters {

  private static final Map<String, String> SCHEMAS =
      Map.of(
          "/v1/files/{id}", ValueRules.FILE_ID,
          "/v1/keys/{id}", ValueRules.KEY_ID,
          "/v1/queues/{queue}", ValueRules.QUEUE,
          "/v1/schedules/{name}", ValueRules.SCHEDULE,
          "/v1/tasks/{id}", ValueRules.TASK_ID);

  private PathParameters() {}

  static void describe(OpenAPI api) {
    api.getPaths().getPathItems().forEach(PathParameters::describe);
  }

  private static void describe(String path, PathItem item) {
    int end = path.indexOf('}');
    if (end < 0) {
      return;
    }
    String schema = SCHEMAS.get(path.substring(0, end + 1));
    if (schema == null) {
      throw new IllegalStateException("nothing says what the parameter of " + path + " is");
    }
    for (Operation operation : item.getOperations().values()) {
      for (Parameter parameter : operation.getParameters()) {
        if (parameter.getIn() == Parameter.In.PATH) {
          parameter.schema(ValueRules.ref(schema));
        }
      }
    }
  }
}
