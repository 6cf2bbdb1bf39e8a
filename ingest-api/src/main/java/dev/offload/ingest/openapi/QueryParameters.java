package dev.offload.ingest.openapi;

import dev.offload.ingest.body.Member;
import dev.offload.ingest.endpoint.DeliveryLister;
import dev.offload.ingest.group.GroupLister;
import dev.offload.ingest.task.ListParameters;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/// The parameters that choose tasks and groups, as those who read them declare them.
final class QueryParameters {

  private QueryParameters() {}

  static void addTo(OpenAPI api) {
    add(api, "/v1/tasks", ListParameters.FILTER.members());
    add(api, "/v1/groups", List.of(GroupLister.STATE));
    add(api, "/v1/webhooks/{id}/deliveries", DeliveryLister.parameters());
  }

  private static void add(OpenAPI api, String path, List<Member<?>> members) {
    Operation list = api.getPaths().getPathItem(path).getGET();
    for (Member<?> member : members) {
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
