package dev.offload.e2e.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What Kubernetes, KEDA, Strimzi and the operator of Prometheus accept: `deploy/schemas`.
final class ManifestSchemas {
  private final JsonNode all;
  private final SchemaRegistry registry = SchemaRegistry.withDialect(Dialects.getDraft7());
  private final Map<String, Schema> byKind = new HashMap<>();

  ManifestSchemas() throws IOException {
    all = new ObjectMapper().readTree(Manifests.DEPLOY.resolve("schemas/schemas.json").toFile());
  }

  /// What is wrong with an object, each with its kind, its name and the place.
  List<String> faults(JsonNode object) {
    String kind = object.path("apiVersion").asText() + "/" + object.path("kind").asText();
    String definition = all.path("kinds").path(kind).asText();
    if (definition.isEmpty()) {
      return List.of(kind + " has no schema: see deploy/schemas");
    }
    return byKind.computeIfAbsent(kind, _ -> schema(definition)).validate(object).stream()
        .map(
            fault ->
                "%s %s: %s %s"
                    .formatted(
                        kind,
                        Manifests.nameOf(object),
                        fault.getInstanceLocation(),
                        fault.getMessage()))
        .toList();
  }

  private Schema schema(String definition) {
    ObjectNode schema = new ObjectMapper().createObjectNode();
    schema.put("$ref", "#/definitions/" + definition.replace("/", "~1"));
    schema.set("definitions", all.path("definitions"));
    return registry.getSchema(schema);
  }
}
