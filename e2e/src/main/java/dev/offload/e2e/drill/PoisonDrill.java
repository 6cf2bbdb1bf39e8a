package dev.offload.e2e.drill;

import dev.offload.e2e.client.OffloadClient;
import dev.offload.e2e.process.Home;
import dev.offload.e2e.process.StandaloneProcess;
import dev.offload.e2e.process.WorkerProcess;
import dev.offload.schemas.topic.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Gives a separate worker process a task that kills it, among innocent tasks. The poison must
/// fail for good after the allowed deliveries, and everything else must succeed.
///
/// @param data an empty directory
/// @param innocent how many tasks share the queue with the poison
/// @param lock how long Kafka keeps a dead worker's records locked
public record PoisonDrill(Home home, Path data, int innocent, Duration lock) {
  private static final String QUEUE = "probe";
  private static final Duration TASK = Duration.ofMillis(50);

  /// The broker allows this many deliveries. The last one is not run.
  private static final int DELIVERIES = 5;

  private static final Duration START = Duration.ofSeconds(30);

  public Findings run() throws IOException, InterruptedException {
    var findings = new Findings();
    try (var offload = StandaloneProcess.on(home, data, List.of("--queues", "image,webhook"));
        var client = OffloadClient.of(offload.ready())) {
      KafkaSetting.ofGroup(
              Topics.shareGroup(QUEUE),
              "share.record.lock.duration.ms",
              String.valueOf(lock.toMillis()))
          .apply(offload.ready().bootstrapServers());
      try (var worker = WorkerProcess.serving(home, QUEUE, offload.ready())) {
        observe(client, worker, findings);
      }
    }
    return findings;
  }

  private void observe(OffloadClient client, WorkerProcess worker, Findings findings)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    var others = new ArrayList<String>();
    submitInnocent(client, others, innocent / 2);
    var poison = client.submit(Probes.poison()).id();
    submitInnocent(client, others, innocent - innocent / 2);

    var patience = lock.plus(START).multipliedBy(DELIVERIES);
    Patience.until(
        () -> client.hasEnded(poison) && others.stream().allMatch(client::hasEnded), patience);
    findings.note(
        "%.1f s after the submission the worker had died %d times"
            .formatted((System.nanoTime() - start) / 1e9, worker.deaths()));
    judge(client, poison, others, worker, findings);
  }

  private static void judge(
      OffloadClient client,
      String poison,
      List<String> others,
      WorkerProcess worker,
      Findings findings)
      throws IOException, InterruptedException {
    var ended = client.task(poison);
    findings.note("the poison is %s, error %s".formatted(ended.state(), ended.errorCode()));
    if (!ended.state().equals("failed") || !ended.errorCode().equals("poison")) {
      findings.fault("the poison has not failed as poison but is " + ended.json());
    }
    if (worker.deaths() == 0 || worker.deaths() >= DELIVERIES) {
      findings.fault(
          "the worker died %d times with %d deliveries permitted"
              .formatted(worker.deaths(), DELIVERIES));
    }
    int succeeded = 0;
    for (var id : others) {
      var other = client.task(id);
      if (other.state().equals("succeeded")) {
        succeeded++;
      } else {
        findings.fault("an innocent task was taken along: " + other.json());
      }
    }
    findings.note("%d of %d innocent tasks succeeded".formatted(succeeded, others.size()));
  }

  private static void submitInnocent(OffloadClient client, List<String> ids, int count)
      throws IOException, InterruptedException {
    for (int i = 0; i < count; i++) {
      ids.add(client.submit(Probes.sleeping(TASK)).id());
    }
  }
}
