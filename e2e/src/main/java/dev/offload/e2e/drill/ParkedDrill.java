package dev.offload.e2e.drill;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.e2e.client.OffloadClient;
import dev.offload.e2e.process.Home;
import dev.offload.e2e.process.StandaloneProcess;
import dev.offload.schemas.task.Fate;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.topic.Envelope;
import dev.offload.schemas.topic.Topics;
import dev.offload.schemas.work.Coordination;
import dev.offload.schemas.work.DebounceSettled;
import dev.offload.schemas.work.FormerAsked;
import dev.offload.schemas.work.FormerEnded;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// Writes what tasks tell each other in a form that the lifecycle can't read. All of it must be
/// parked, and every task that waits for an answer must get one.
///
/// @param data an empty directory
/// @param tasks how many tasks wait of each kind
public record ParkedDrill(Home home, Path data, int tasks) {
  private static final String TENANT = "default";
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final byte[] LATER_SCHEMA = "2".getBytes(StandardCharsets.US_ASCII);

  public Findings run() throws IOException, InterruptedException {
    var findings = new Findings();
    try (var offload = StandaloneProcess.on(home, data, List.of());
        var client = OffloadClient.of(offload.ready());
        var producer = producer(offload.ready().bootstrapServers())) {
      var formers = new ArrayList<String>();
      var asking = waitingForAFormer(client, formers);
      var told = waitingForAFormer(client, formers);
      var debounced = waitingForLaterOnes(client);
      long start = System.nanoTime();
      for (int i = 0; i < tasks; i++) {
        TaskId former = TaskId.parse(formers.get(i));
        write(
            producer, new FormerAsked(former, TENANT, TaskId.parse(asking.get(i)), 0, false, null));
        write(producer, FormerEnded.briefly(TaskId.parse(told.get(i)), TENANT, 0, Fate.SUCCEEDED));
        write(producer, new DebounceSettled(TaskId.parse(debounced.get(i)), TENANT, null, null));
      }
      producer.flush();
      judge(client, "a question that can't be read", asking, "cancelled", findings);
      judge(client, "an answer that can't be read", told, "cancelled", findings);
      judge(client, "a debounce key's answer that can't be read", debounced, "succeeded", findings);
      findings.note("all had ended after %.1f s".formatted((System.nanoTime() - start) / 1e9));
      judgeParked(client, findings);
    }
    return findings;
  }

  /// Pairs of a task that does not run today, which is added to `formers`, and one that waits for
  /// it, which is returned.
  private List<String> waitingForAFormer(OffloadClient client, List<String> formers)
      throws IOException, InterruptedException {
    var waiting = new ArrayList<String>();
    for (int i = 0; i < tasks; i++) {
      ObjectNode former = Probes.delayed(Duration.ZERO, Duration.ofDays(1)).put("name", "former");
      ObjectNode next = Probes.sleeping(Duration.ZERO);
      next.putArray("after").add("former");
      List<String> pair = client.submitAll(List.of(former, next)).accepted();
      formers.add(pair.getFirst());
      waiting.add(pair.getLast());
    }
    return waiting;
  }

  private List<String> waitingForLaterOnes(OffloadClient client)
      throws IOException, InterruptedException {
    var waiting = new ArrayList<String>();
    for (int i = 0; i < tasks; i++) {
      ObjectNode task = Probes.sleeping(Duration.ZERO);
      task.putObject("debounce").put("key", "key-" + i).put("wait", "PT1H").put("max", "PT1H");
      waiting.add(client.submit(task).id());
    }
    return waiting;
  }

  private static KafkaProducer<String, byte[]> producer(String bootstrapServers) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", bootstrapServers),
        new StringSerializer(),
        new ByteArraySerializer());
  }

  /// Writes it as a release would that is later than all of ours.
  private static void write(KafkaProducer<String, byte[]> producer, Coordination news) {
    String topic = Topics.COORDINATION.name();
    Headers headers = new RecordHeaders();
    byte[] value = Topics.COORDINATION.values().serializer().serialize(topic, headers, news);
    headers.remove(Envelope.SCHEMA).add(Envelope.SCHEMA, LATER_SCHEMA);
    var _ = producer.send(new ProducerRecord<>(topic, null, news.key(), value, headers));
  }

  private static void judge(
      OffloadClient client, String what, List<String> waiting, String state, Findings findings)
      throws IOException, InterruptedException {
    Patience.until(() -> waiting.stream().allMatch(client::hasEnded), PATIENCE);
    int right = 0;
    for (String id : waiting) {
      var task = client.task(id);
      if (task.state().equals(state)) {
        right++;
      } else {
        findings.fault("a task that waited for %s is %s".formatted(what, task.json()));
      }
    }
    findings.note(
        "%d of %d tasks that waited for %s are %s".formatted(right, waiting.size(), what, state));
  }

  private void judgeParked(OffloadClient client, Findings findings)
      throws IOException, InterruptedException {
    double parked =
        client
            .metrics()
            .lines()
            .filter(line -> line.startsWith("offload_lifecycle_parked_total"))
            .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
            .sum();
    findings.note("%.0f records were parked".formatted(parked));
    if (parked != 3L * tasks) {
      findings.fault("%d records should have been parked, were %.0f".formatted(3 * tasks, parked));
    }
  }
}
