package dev.offload.e2e.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.e2e.client.OffloadClient;
import java.io.IOException;
import java.time.Duration;

/// The group that some tasks of a [CrashDrill] belong to. It is open in all lives of the process
/// but the last, must count each of its tasks once, and is followed by one task that is told how
/// many.
final class CrashGroup {
  private final String id;

  private CrashGroup(String id) {
    this.id = id;
  }

  static CrashGroup open(OffloadClient client) throws IOException, InterruptedException {
    ObjectNode last = Probes.sleeping(Duration.ZERO);
    last.withObject("/input").putObject("result").put("$from", "/counts/succeeded");
    ObjectNode wanted = JsonNodeFactory.instance.objectNode();
    wanted.putArray("then").addObject().put("on", "always").set("task", last);
    return new CrashGroup(client.openGroup(wanted).path("id").asText());
  }

  String id() {
    return id;
  }

  /// Seals it and waits until it has ended.
  void end(OffloadClient client, Duration patience) throws IOException, InterruptedException {
    client.sealGroup(id);
    Patience.until(() -> shown(client).hasNonNull("finishedAt"), patience);
  }

  /// It must have counted this many tasks.
  void judge(OffloadClient client, int tasks, Findings findings)
      throws IOException, InterruptedException {
    JsonNode group = client.get("/v1/groups/" + id);
    boolean isRight =
        group.path("state").asText().equals("succeeded")
            && group.path("total").asInt() == tasks
            && group.path("counts").path("succeeded").asInt() == tasks;
    if (!isRight) {
      findings.fault("the group has not counted %d tasks: %s".formatted(tasks, group));
    }
    String last = group.path("then").path(0).path("task").asText();
    Patience.until(() -> client.hasEnded(last), Duration.ofMinutes(1));
    JsonNode follower = client.task(last).json();
    if (follower.path("result").asInt() != tasks) {
      findings.fault("the task after the group was not told of %d: %s".formatted(tasks, follower));
    }
    findings.note("a group of %d tasks ended once, and was followed".formatted(tasks));
  }

  private JsonNode shown(OffloadClient client) {
    return Patience.orElse(MissingNode.getInstance(), () -> client.get("/v1/groups/" + id));
  }
}
