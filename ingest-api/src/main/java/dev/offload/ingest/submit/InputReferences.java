package dev.offload.ingest.submit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.ingest.body.Faults;
import dev.offload.ingest.body.Pointers;
import dev.offload.schemas.task.References;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/// Where an input has references to what its task follows.
final class InputReferences {
  private final String root;
  private final Faults faults;
  private final Set<String> found = new HashSet<>();

  private InputReferences(String root, Faults faults) {
    this.root = root;
    this.faults = faults;
  }

  /// Pointers into `input`, which is at `pointer` in the body. One that is no JSON Pointer is a
  /// mistake.
  static Set<String> in(JsonNode input, String pointer, Faults faults) {
    InputReferences references = new InputReferences(pointer, faults);
    each(input, "", references::look);
    return references.found;
  }

  /// Finds references whose pointer does not begin with one of `names`.
  static void checkNames(JsonNode input, String pointer, List<String> names, Faults faults) {
    each(
        input,
        pointer,
        (at, reference) -> {
          if (References.isPointer(reference)
              && !names.contains(References.nameIn(reference.textValue()))) {
            faults.add(
                Pointers.below(at, References.MEMBER),
                "must begin with the name of a task that is waited for, as in /%s/result, was %s"
                    .formatted(names.getFirst(), reference.textValue()));
          }
        });
  }

  private void look(String at, JsonNode reference) {
    found.add(at);
    if (at.isEmpty()) {
      faults.add(root, "must not be a reference as a whole: its members may be");
    }
    if (!References.isPointer(reference)) {
      faults.add(
          Pointers.below(root + at, References.MEMBER),
          "must be a JSON Pointer of RFC 6901, such as /files/0/id");
    }
  }

  /// Calls `found` with the place of each reference, and with its pointer.
  private static void each(JsonNode node, String at, BiConsumer<String, JsonNode> found) {
    if (References.isReference(node)) {
      found.accept(at, node.get(References.MEMBER));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        each(node.get(i), at + "/" + i, found);
      }
    } else {
      for (Map.Entry<String, JsonNode> member : node.properties()) {
        each(member.getValue(), Pointers.below(at, member.getKey()), found);
      }
    }
  }
}
