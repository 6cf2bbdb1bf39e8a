package dev.offload.ingest.openapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Locale.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.ingest.rig.Api;
import dev.offload.ingest.rig.IngestTest;
import dev.offload.schemas.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@IngestTest
class OpenApiIT {

  @Test
  void documentInSchemasIsWhatTheApiServes() throws IOException {
    String served = Api.anonymous().get("/openapi").asString();
    Files.writeString(Path.of("target", "openapi.yaml"), served);

    assertThat(inSchemas())
        .as("schemas/src/main/resources/openapi.yaml; review target/openapi.yaml and copy it")
        .isEqualTo(served);
  }

  @Test
  void everyReferenceLeadsToWhatIsThere() throws IOException {
    JsonNode document =
        Json.MAPPER.readTree(Api.anonymous().accept("application/json").get("/openapi").asString());

    assertThat(document.findValuesAsText("$ref"))
        .isNotEmpty()
        .allSatisfy(
            reference -> assertThat(document.at(reference.substring(1)).isObject()).isTrue());
  }

  @Test
  void documentIsOpenApi31AndHasAPageToReadIt() {
    assertThat(Api.anonymous().get("/openapi").asString()).contains("openapi: 3.1");
    Api.anonymous().get("/docs/").then().statusCode(200).contentType("text/html");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/openapi", "/openapi.json", "/openapi.yaml", "/docs", "/docs/"})
  void documentAndItsPageCanOnlyBeRead(String path) {
    Api.anonymous().options(path).then().statusCode(204).header("Allow", "GET, HEAD, OPTIONS");
    Api.anonymous().head(path).then().statusCode(200);
    Api.anonymous()
        .put(path)
        .then()
        .statusCode(405)
        .header("Allow", "GET, HEAD, OPTIONS")
        .contentType("application/problem+json");
  }

  @Test
  void allowHasTheMethodsThatTheDocumentHas() throws IOException {
    JsonNode paths =
        Json.MAPPER
            .readTree(Api.anonymous().accept("application/json").get("/openapi").asString())
            .path("paths");

    for (Map.Entry<String, JsonNode> path : paths.properties()) {
      Set<String> methods = new TreeSet<>(Set.of("OPTIONS"));
      path.getValue().fieldNames().forEachRemaining(name -> methods.add(name.toUpperCase(ROOT)));
      if (methods.contains("GET")) {
        methods.add("HEAD");
      }
      String example = path.getKey().replaceAll("\\{[a-z]+}", "x");
      String allow = String.join(", ", methods);
      Api.anonymous().options(example).then().statusCode(204).header("Allow", allow);
      for (String other : List.of("DELETE", "GET", "PATCH", "POST", "PUT")) {
        if (!methods.contains(other)) {
          Api.anonymous().request(other, example).then().statusCode(405).header("Allow", allow);
        }
      }
    }
    assertThat(paths).hasSizeGreaterThan(10);
  }

  private static String inSchemas() throws IOException {
    try (InputStream yaml =
        Thread.currentThread().getContextClassLoader().getResourceAsStream("openapi.yaml")) {
      return yaml == null ? "" : new String(yaml.readAllBytes(), UTF_8);
    }
  }
}
