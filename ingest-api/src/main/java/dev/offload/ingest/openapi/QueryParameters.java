package dev.offload.ingest.openapi;

import dev.offload.ingest.body.Member;
import dev.offload.ingest.group.GroupLister;
import dev.offload.ingest.task.ListParameters;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/// The parameters that choose tasks and groups, as those who read them declare them.
final class QueryParameters {

  private QueryParameters() {}

  static void addTo(OpenAPI api) {
    Operation list = api.getPaths().getPathItem("/v1/tasks").getGET();
    for (Member<?> member : ListParameters.FILTER.members()) {
      list.addParameter(parameter(member));
    }
    api.getPaths().getPathItem("/v1/groups").getGET().addParameter(parameter(GroupLister.STATE));
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
