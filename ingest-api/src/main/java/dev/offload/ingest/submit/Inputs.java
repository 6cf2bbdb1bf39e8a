package dev.offload.ingest.submit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.task.NamedFiles;
import dev.offload.schemas.task.Successor;
import dev.offload.schemas.task.TaskSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// The inputs of a task and of all that follows it, by where they are in the body.
record Inputs(Map<String, JsonNode> byPointer) {
  static final String INPUT = "/input";
  private static final String THEN = "/then";

  static Inputs of(JsonNode input) {
    return new Inputs(Map.of(INPUT, input));
  }

  static Inputs of(TaskSpec task) {
    if (task.then().isEmpty()) {
      return of(task.input());
    }
    Map<String, JsonNode> all = new LinkedHashMap<>();
    all.put(INPUT, task.input());
    collect(task.then(), THEN, all);
    return new Inputs(all);
  }

  static Inputs of(List<Successor> then) {
    Map<String, JsonNode> all = new LinkedHashMap<>();
    collect(then, THEN, all);
    return new Inputs(all);
  }

  private static void collect(List<Successor> then, String pointer, Map<String, JsonNode> all) {
    for (int i = 0; i < then.size(); i++) {
      String task = "%s/%d/task".formatted(pointer, i);
      all.put(task + INPUT, then.get(i).task().input());
      collect(then.get(i).task().then(), task + THEN, all);
    }
  }

  /// The files that they name, each once.
  List<String> files() {
    if (byPointer.size() == 1) {
      return NamedFiles.in(byPointer.values().iterator().next());
    }
    TreeSet<String> named = new TreeSet<>();
    byPointer.values().forEach(input -> named.addAll(NamedFiles.in(input)));
    return List.copyOf(named);
  }
}
