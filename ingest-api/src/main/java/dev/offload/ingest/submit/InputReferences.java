package dev.offload.ingest.submit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.ingest.body.Faults;
import dev.offload.ingest.body.Pointers;
import dev.offload.schemas.task.References;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
    references.look(input, "");
    return references.found;
  }

  /// Finds references whose pointer does not begin with one of `names`.
  static void checkNames(JsonNode input, String pointer, List<String> names, Faults faults) {
    for (String one : References.pointers(input)) {
      if (!names.contains(References.nameIn(one))) {
        faults.add(
            pointer,
            "must refer to the lines in after, as in /%s/result, but one reference is %s"
                .formatted(names.getFirst(), one));
      }
    }
  }

  private void look(JsonNode node, String at) {
    if (References.isReference(node)) {
      found.add(at);
      if (at.isEmpty()) {
        faults.add(root, "must not be a reference as a whole: its members may be");
      }
      if (!References.isPointer(node.get(References.MEMBER))) {
        faults.add(
            Pointers.below(root + at, References.MEMBER),
            "must be a JSON Pointer of RFC 6901, such as /files/0/id");
      }
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        look(node.get(i), at + "/" + i);
      }
    } else {
      for (Map.Entry<String, JsonNode> member : node.properties()) {
        look(member.getValue(), Pointers.below(at, member.getKey()));
      }
    }
  }
}
