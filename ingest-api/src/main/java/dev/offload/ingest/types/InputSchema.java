package dev.offload.ingest.types;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import dev.offload.ingest.body.Faults;
import dev.offload.ingest.body.Pointers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;

/// The JSON Schema (draft 2020-12) of the inputs of one task type.
public final class InputSchema {

  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          registry ->
              registry.schemaRegistryConfig(
                  SchemaRegistryConfig.builder()
                      .formatAssertionsEnabled(true)
                      .regularExpressionFactory(new BoundedPatterns())
                      .locale(Locale.ENGLISH)
                      .pathType(PathType.JSON_POINTER)
                      .preloadSchema(true)
                      .build()));

  private final Schema schema;

  private InputSchema(Schema schema) {
    this.schema = schema;
  }

  /// @param resource on the class path
  static InputSchema load(String type, String resource) {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    try (InputStream json = loader.getResourceAsStream(resource)) {
      if (json == null) {
        throw new IllegalArgumentException(
            "offload.types.%s.schema must be a resource on the class path, was %s"
                .formatted(type, resource));
      }
      return new InputSchema(REGISTRY.getSchema(json, InputFormat.JSON));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void check(JsonNode input, String pointer, Faults faults) {
    for (Error error : schema.validate(input)) {
      String where = pointer + error.getInstanceLocation();
      String member = error.getProperty();
      faults.add(member == null ? where : Pointers.below(where, member), error.getMessage());
    }
  }
}
