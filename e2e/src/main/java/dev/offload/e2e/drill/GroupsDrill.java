package dev.offload.e2e.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.e2e.client.OffloadClient;
import dev.offload.e2e.process.Home;
import dev.offload.e2e.process.StandaloneProcess;
import dev.offload.schemas.topic.Topic;
import dev.offload.schemas.topic.Topics;
import dev.offload.testkit.ReceivedRequest;
import dev.offload.testkit.WebhookSink;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/// Many tasks in a group that a last task follows, with a kill of the whole process in the middle.
/// Each task must count once, the group must end once, and the last task must run once. Then
/// another group is cancelled as a whole.
///
/// @param data an empty directory
/// @param tasks how many tasks the group has
/// @param cancelled how many tasks the group has that is cancelled
/// @param seed decides the moment of the kill
public record GroupsDrill(Home home, Path data, int tasks, int cancelled, long seed) {
  private static final int BATCH = 2_000;
  private static final String LAST = "drill-last";
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

  /// How long a second webhook would have time to come.
  private static final Duration LATER = Duration.ofSeconds(2);

  public Findings run() throws IOException, InterruptedException {
    var findings = new Findings();
    findings.note("a group of %d probe tasks, seed %d".formatted(tasks, seed));
    try (var sink = WebhookSink.start()) {
      String group = killInTheMiddle(sink, findings);
      try (var offload = StandaloneProcess.on(home, data, List.of());
          var client = OffloadClient.of(offload.ready());
          var vitals = Vitals.of(client)) {
        awaitEnd(client, group, findings);
        judge(client, group, findings);
        judgeWebhook(sink, group, findings);
        findings.note(
            "at most %d MB of heap after the kill".formatted(vitals.mostHeapBytes() >> 20));
        noteRecords(offload.ready().bootstrapServers(), findings);
        cancelWhole(client, findings);
      }
    }
    return findings;
  }

  private String killInTheMiddle(WebhookSink sink, Findings findings)
      throws IOException, InterruptedException {
    try (var offload = StandaloneProcess.on(home, data, List.of());
        var client = OffloadClient.of(offload.ready())) {
      String group = client.openGroup(wanted(sink)).path("id").asText();
      var start = Instant.now();
      for (int sent = 0; sent < tasks; sent += BATCH) {
        int accepted =
            client.submitAll(batch(Math.min(BATCH, tasks - sent)), group).accepted().size();
        if (accepted < Math.min(BATCH, tasks - sent)) {
          findings.fault("only %d tasks of a batch were accepted".formatted(accepted));
        }
      }
      client.sealGroup(group);
      findings.note("accepted and sealed after %s".formatted(since(start)));
      int before = tasks / 10 + new Random(seed).nextInt(tasks / 2);
      if (!Patience.until(() -> done(client, group) >= before, LOOK_AGAIN, PATIENCE)) {
        findings.fault("only %d tasks ended within %s".formatted(done(client, group), PATIENCE));
      }
      findings.note("killed with %d tasks ended".formatted(done(client, group)));
      offload.kill();
      return group;
    }
  }

  /// The last task gets what is known of the group at its end.
  private static ObjectNode wanted(WebhookSink sink) {
    ObjectNode last = Probes.sleeping(Duration.ZERO);
    last.withObject("/input").putObject("result").put("$from", "/counts/succeeded");
    last.putArray("tags").add(LAST);
    ObjectNode group = JsonNodeFactory.instance.objectNode();
    group.putArray("then").addObject().put("on", "success").set("task", last);
    group.putArray("notify").addObject().put("webhook", sink.url("/group").toString());
    return group;
  }

  private static List<ObjectNode> batch(int size) {
    return IntStream.range(0, size).mapToObj(_ -> Probes.sleeping(Duration.ZERO)).toList();
  }

  private static long done(OffloadClient client, String group) {
    return shown(client, group).path("progress").path("done").asLong();
  }

  private static JsonNode shown(OffloadClient client, String group) {
    return Patience.orElse(MissingNode.getInstance(), () -> client.get("/v1/groups/" + group));
  }

  private static boolean hasEnded(OffloadClient client, String group) {
    return shown(client, group).hasNonNull("finishedAt");
  }

  private static void awaitEnd(OffloadClient client, String group, Findings findings)
      throws InterruptedException {
    var start = Instant.now();
    if (!Patience.until(() -> hasEnded(client, group), LOOK_AGAIN, PATIENCE)) {
      findings.fault("the group did not end within " + PATIENCE);
    }
    findings.note("ended %s after the process was ready again".formatted(since(start)));
  }

  private void judge(OffloadClient client, String id, Findings findings)
      throws IOException, InterruptedException {
    JsonNode group = client.get("/v1/groups/" + id);
    findings.note(
        "%s: %s of %s after %s"
            .formatted(
                group.path("state").asText(),
                group.path("counts").path("succeeded"),
                group.path("total"),
                Duration.between(
                    Instant.parse(group.path("createdAt").asText()),
                    Instant.parse(group.path("finishedAt").asText(Instant.EPOCH.toString())))));
    if (!group.path("state").asText().equals("succeeded")
        || group.path("total").asInt() != tasks
        || group.path("counts").path("succeeded").asInt() != tasks) {
      findings.fault("the group has not counted %d tasks: %s".formatted(tasks, group));
    }
    String last = group.path("then").path(0).path("task").asText();
    if (!Patience.until(() -> client.hasEnded(last), PATIENCE)) {
      findings.fault("the last task did not end within " + PATIENCE);
      return;
    }
    JsonNode task = client.task(last).json();
    if (task.path("result").asInt() != tasks || !task.path("follows").asText().equals(id)) {
      findings.fault("the last task does not know its group: " + task);
    }
    if (task.path("attempts").size() != 1) {
      findings.fault("the last task ran more than once: " + task);
    }
    int times = client.get("/v1/tasks?tag=" + LAST).path("items").size();
    if (times != 1) {
      findings.fault("there are %d last tasks".formatted(times));
    }
  }

  private static void judgeWebhook(WebhookSink sink, String group, Findings findings)
      throws InterruptedException {
    if (!Patience.until(() -> !sink.received().isEmpty(), PATIENCE)) {
      findings.fault("no webhook came within " + PATIENCE);
    }
    Thread.sleep(LATER);
    Set<String> ids =
        sink.received().stream()
            .map(request -> request.header("webhook-id").orElse(""))
            .collect(Collectors.toSet());
    findings.note("%d webhooks".formatted(sink.received().size()));
    if (ids.size() != 1) {
      findings.fault("there are webhooks with the ids " + ids);
    }
    for (ReceivedRequest request : sink.received()) {
      if (!request.body().contains("group.succeeded") || !request.body().contains(group)) {
        findings.fault("a webhook is not about the end of the group: " + request.body());
      }
    }
  }

  private void cancelWhole(OffloadClient client, Findings findings)
      throws IOException, InterruptedException {
    List<ObjectNode> later = new ArrayList<>();
    for (int task = 0; task < cancelled; task++) {
      later.add(Probes.delayed(Duration.ZERO, Duration.ofHours(1)));
    }
    var batch = client.submitAll(later, "new");
    var start = Instant.now();
    client.cancelGroup(batch.group());
    if (!Patience.until(() -> hasEnded(client, batch.group()), LOOK_AGAIN, PATIENCE)) {
      findings.fault("the cancelled group did not end within " + PATIENCE);
    }
    findings.note("cancelled a group of %d after %s".formatted(cancelled, since(start)));
    JsonNode group = shown(client, batch.group());
    if (!group.path("state").asText().equals("cancelled")
        || group.path("counts").path("cancelled").asInt() != cancelled) {
      findings.fault("not all tasks of the group were cancelled: " + group);
    }
  }

  /// How many records the group took, transactions' own included.
  private static void noteRecords(String bootstrapServers, Findings findings)
      throws InterruptedException {
    for (Topic<?> topic : List.of(Topics.GROUPS, Topics.COORDINATION)) {
      findings.note("%s: %d records".formatted(topic.name(), end(topic, bootstrapServers)));
    }
  }

  private static long end(Topic<?> topic, String bootstrapServers) throws InterruptedException {
    try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      var partitions =
          admin.describeTopics(List.of(topic.name())).allTopicNames().get().get(topic.name());
      var asked =
          partitions.partitions().stream()
              .map(one -> new TopicPartition(topic.name(), one.partition()))
              .collect(Collectors.toMap(one -> one, _ -> OffsetSpec.latest()));
      return admin.listOffsets(asked).all().get().values().stream()
          .mapToLong(end -> end.offset())
          .sum();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Kafka does not tell its ends", e.getCause());
    }
  }

  private static String since(Instant start) {
    return "%.1f s".formatted(Duration.between(start, Instant.now()).toMillis() / 1000.0);
  }
}
