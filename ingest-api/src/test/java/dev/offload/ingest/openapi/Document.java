package dev.offload.ingest.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.ingest.rig.Api;
import dev.offload.schemas.json.Json;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// The OpenAPI document that the API serves.
public final class Document {
  private final JsonNode whole;

  private Document(JsonNode whole) {
    this.whole = whole;
  }

  public static Document served() throws JsonProcessingException {
    return new Document(
        Json.MAPPER.readTree(
            Api.anonymous().accept("application/json").get("/openapi").asString()));
  }

  JsonNode paths() {
    return whole.path("paths");
  }

  JsonNode webhooks() {
    return whole.path("webhooks");
  }

  JsonNode components() {
    return whole.path("components");
  }

  /// What a reference leads to; anything else is itself.
  JsonNode followed(JsonNode node) {
    return node.has("$ref") ? whole.at(node.path("$ref").asText().substring(1)) : node;
  }

  Stream<JsonNode> operations() {
    return paths().valueStream().flatMap(JsonNode::valueStream);
  }

  /// The operation that answers a request, if the document has it.
  ///
  /// @param target the path with its query
  public Optional<JsonNode> operation(String method, String target) {
    String path = target.split("\\?", 2)[0];
    return paths()
        .propertyStream()
        .filter(one -> path.matches(one.getKey().replaceAll("\\{[a-z]+}", "[^/]+")))
        // "/v1/tasks/batch" is no "/v1/tasks/{id}".
        .min((one, other) -> Integer.compare(braces(one.getKey()), braces(other.getKey())))
        .map(found -> found.getValue().path(method.toLowerCase(Locale.ROOT)))
        .filter(JsonNode::isObject);
  }

  private static int braces(String path) {
    return (int) path.chars().filter(c -> c == '{').count();
  }
}
