package dev.offload.ingest.openapi;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/// Adds to the OpenAPI document what all operations have in common: they need a key, and their
/// errors are problems. The other classes here add the rest.
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class ApiDescription implements OASFilter {

  private static final String KEY = "apiKey";

  @Override
  public void filterOpenAPI(OpenAPI api) {
    api.getComponents()
        .addSecurityScheme(
            KEY,
            OASFactory.createSecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme("bearer")
                .description("An API key, `off_<id>_<secret>`, created by `POST /v1/keys`."));
    api.setSecurity(List.of(OASFactory.createSecurityRequirement().addScheme(KEY)));
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
