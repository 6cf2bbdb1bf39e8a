package dev.offload.e2e.drill;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Random;

/// One task of a [CrashDrill]'s plan. With a `key`, which may be null, it can be submitted again if
/// nobody knows whether it was accepted.
record CrashTask(CrashKind kind, ObjectNode json, String key) {
  /// Task number `number` of the plan that `random` makes.
  static CrashTask drawn(int number, Random random) {
    var kind = CrashKind.any(random);
    var json = kind.task(random);
    json.putArray("tags").add(kind.name());
    boolean hasKey = random.nextBoolean() || kind == CrashKind.GROUPED;
    return new CrashTask(kind, json, hasKey ? "crash-" + number : null);
  }

  /// What is submitted. Grouped tasks belong to `group`, and so that each counts once, they have a
  /// key.
  ObjectNode json(CrashGroup group) {
    return kind == CrashKind.GROUPED ? json.deepCopy().put("group", group.id()) : json;
  }
}
