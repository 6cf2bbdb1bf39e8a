package dev.offload.ingest.openapi;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/// Adds to the OpenAPI document what all operations have in common: they need a key, and their
/// errors are problems. The rest is in [ValueRules], [Bodies], [PathParameters] and
/// [Links].
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
                .description("An API key, `off_<id>_<secret>`, created by `POST /v1/keys`."))
        .addSchema("FieldError", fieldError())
        .addSchema("Problem", problem());
    api.setSecurity(List.of(OASFactory.createSecurityRequirement().addScheme(KEY)));
    ValueRules.addTo(api);
    Bodies.addTo(api);
    PathParameters.describe(api);
    Links.addTo(api);
    for (PathItem path : api.getPaths().getPathItems().values()) {
      for (Map.Entry<PathItem.HttpMethod, Operation> operation : path.getOperations().entrySet()) {
        describeErrors(operation.getValue());
      }
    }
  }

  private static void describeErrors(Operation operation) {
    operation
        .getResponses()
        .addAPIResponse(
            "default",
            OASFactory.createAPIResponse()
                .description("What went wrong, as a problem document (RFC 9457).")
                .content(
                    OASFactory.createContent()
                        .addMediaType(
                            "application/problem+json",
                            OASFactory.createMediaType()
                                .schema(
                                    OASFactory.createSchema()
                                        .ref("#/components/schemas/Problem")))));
    // The generator's own guess: it is one of the problems.
    operation.getResponses().removeAPIResponse("400");
  }

  private static Schema problem() {
    return object("An error (RFC 9457).")
        .required(List.of("type", "code", "title", "status", "detail"))
        .addProperty("type", text("https://offload.dev/problems/<code>").format("uri"))
        .addProperty("code", text("The kind of error, for programs."))
        .addProperty("title", text("The kind of error, for people."))
        .addProperty("status", OASFactory.createSchema().addType(Schema.SchemaType.INTEGER))
        .addProperty("detail", text("What happened this time, and what to do."))
        .addProperty(
            "errors",
            OASFactory.createSchema()
                .addType(Schema.SchemaType.ARRAY)
                .items(OASFactory.createSchema().ref("#/components/schemas/FieldError")));
  }

  private static Schema fieldError() {
    return object("One mistake in a body.")
        .required(List.of("pointer", "detail"))
        .addProperty("pointer", text("Where the mistake is, as a JSON pointer (RFC 6901)."))
        .addProperty("detail", text("The rule that is broken there."));
  }

  private static Schema object(String description) {
    return OASFactory.createSchema().addType(Schema.SchemaType.OBJECT).description(description);
  }

  private static Schema text(String description) {
    return OASFactory.createSchema().addType(Schema.SchemaType.STRING).description(description);
  }
}
