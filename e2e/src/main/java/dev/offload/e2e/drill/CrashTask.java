package dev.offload.e2e.drill;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Random;

/// One task of a [CrashDrill]'s plan. With `key` (null: none) it may be submitted again when nobody
/// knows whether it was accepted, and is the same.
record CrashTask(CrashKind kind, ObjectNode json, String key) {
  /// Number `number` of the plan that `random` draws.
  static CrashTask drawn(int number, Random random) {
    var kind = CrashKind.any(random);
    var json = kind.task(random);
    json.putArray("tags").add(kind.name());
    return new CrashTask(kind, json, random.nextBoolean() ? "crash-" + number : null);
  }
}
