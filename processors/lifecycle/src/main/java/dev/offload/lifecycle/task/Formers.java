package dev.offload.lifecycle.task;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.lifecycle.succession.InputSize;
import dev.offload.schemas.task.References;
import dev.offload.schemas.task.References.Resolved;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What a task has heard of the tasks that it waits for.
///
/// @param succeeded those of them that have succeeded
/// @param found what the references in its input have found in those, by their pointers
public record Formers(
    IndexSet succeeded, @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, JsonNode> found) {
  static final Formers UNHEARD = new Formers(IndexSet.EMPTY, Map.of());

  public Formers {
    found = found == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(found));
  }

  /// The same once the former of this place has succeeded, and references have found `more` there.
  Formers with(int place, Map<String, JsonNode> more) {
    Map<String, JsonNode> all = new TreeMap<>(found);
    all.putAll(more);
    return new Formers(succeeded.with(place), all);
  }

  /// Whether what was found is not too large to be kept.
  boolean fits() {
    return InputSize.fits(json());
  }

  /// What was found, as JSON.
  JsonNode json() {
    return References.json(found);
  }

  /// `input` with what its references have found.
  Resolved resolve(JsonNode input) {
    return References.resolveWith(input, pointer -> Optional.ofNullable(found.get(pointer)));
  }
}
