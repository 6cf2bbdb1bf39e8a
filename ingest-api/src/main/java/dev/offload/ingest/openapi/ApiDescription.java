package dev.offload.ingest.openapi;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;

/// Adds to the OpenAPI document what all operations have in common: they need a key or a
/// token, and their errors are problems. The other classes here add the rest.
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class ApiDescription implements OASFilter {

  @Override
  public void filterOpenAPI(OpenAPI api) {
    Security.addTo(api);
    ValueRules.addTo(api);
    WireSchemas.addTo(api);
    Bodies.addTo(api);
    PathParameters.describe(api);
    QueryParameters.addTo(api);
    Links.addTo(api);
    ResponseHeaders.addTo(api);
    Errors.addTo(api);
    Webhooks.addTo(api);
  }
}
