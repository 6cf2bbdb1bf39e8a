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
    return new CrashTask(kind, json, random.nextBoolean() ? "crash-" + number : null);
  }
}
