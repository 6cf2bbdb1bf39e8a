package dev.offload.ingest.openapi;

import dev.offload.ingest.body.Member;
import dev.offload.ingest.body.Shape;
import dev.offload.ingest.endpoint.DeliveryLister;
import dev.offload.ingest.group.GroupLister;
import dev.offload.ingest.list.ListQuery;
import dev.offload.ingest.task.ListParameters;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/// The parameters of lists, as those who read them declare them.
final class QueryParameters {

  private QueryParameters() {}

  static void addTo(OpenAPI api) {
    for (String path :
        List.of(
            "/v1/galleries",
            "/v1/galleries/{gallery}/faces",
            "/v1/keys",
            "/v1/limits",
            "/v1/schedules",
            "/v1/webhooks")) {
      add(api, path, ListQuery.PAGES);
    }
    add(api, "/v1/tasks", ListParameters.ALL);
    add(api, "/v1/groups", GroupLister.PARAMETERS);
    add(api, "/v1/webhooks/{id}/deliveries", DeliveryLister.PARAMETERS);
  }

  private static void add(OpenAPI api, String path, Shape parameters) {
    Operation list = api.getPaths().getPathItem(path).getGET();
    for (Member<?> member : parameters.members()) {
      list.addParameter(parameter(member));
    }
  }

  private static Parameter parameter(Member<?> member) {
    Schema schema = member.kind().schema();
    String description = schema.getDescription();
    return OASFactory.createParameter()
        .name(member.name())
        .in(Parameter.In.QUERY)
        .description(description)
        .schema(schema.description(null));
  }
}
