package dev.offload.ingest.types;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.util.Map;
import java.util.Optional;

/// The task types that clients may submit, by name.
@ConfigMapping(prefix = "offload.types")
public interface TaskTypesConfig {

  /// What is said of each type.
  @WithParentName
  Map<String, TypeConfig> types();

  /// One type.
  interface TypeConfig {

    /// The queue its tasks wait in; the type's own name where nothing is said.
    Optional<String> queue();

    /// The class path resource with the JSON Schema of its input;
    /// `dev/offload/schemas/input/<type>.schema.json` where
    /// nothing is said.
    Optional<String> schema();
  }
}
