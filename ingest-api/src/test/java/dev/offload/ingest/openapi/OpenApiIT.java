package dev.offload.ingest.openapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.ingest.rig.Api;
import dev.offload.ingest.rig.IngestTest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

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
  void documentIsOpenApi31AndHasAPageToReadIt() {
    assertThat(Api.anonymous().get("/openapi").asString()).contains("openapi: 3.1");
    Api.anonymous().get("/docs/").then().statusCode(200).contentType("text/html");
  }

  private static String inSchemas() throws IOException {
    try (InputStream yaml =
        Thread.currentThread().getContextClassLoader().getResourceAsStream("openapi.yaml")) {
      return yaml == null ? "" : new String(yaml.readAllBytes(), UTF_8);
    }
  }
}
