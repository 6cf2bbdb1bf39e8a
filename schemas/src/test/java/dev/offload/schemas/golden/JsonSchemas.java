package dev.offload.schemas.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.offload.schemas.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/// The JSON Schemas of this module, by record type.
final class JsonSchemas {
  private static final String FOLDER = "/dev/offload/schemas/json/";
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          builder ->
              builder.schemaIdResolvers(
                  resolvers ->
                      resolvers.mapPrefix("https://offload.dev/schemas/", "classpath:" + FOLDER)));

  private JsonSchemas() {}

  /// A completion's value is the task or the group as its owner sees it.
  static String fileName(String type) {
    return switch (type) {
      case "Completion" -> "public-task.schema.json";
      case WireTypes.GROUP_COMPLETION -> "public-group.schema.json";
      default -> type.replaceAll("(?<!^)([A-Z])", "-$1").toLowerCase(Locale.ROOT) + ".schema.json";
    };
  }

  static JsonNode read(String fileName) {
    try (InputStream in = JsonSchemas.class.getResourceAsStream(FOLDER + fileName)) {
      return Json.MAPPER.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Error> violations(String fileName, JsonNode value) {
    return REGISTRY
        .getSchema(SchemaLocation.of("https://offload.dev/schemas/" + fileName))
        .validate(value.toString(), InputFormat.JSON);
  }
}
