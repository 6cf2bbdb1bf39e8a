package dev.offload.e2e.drill;

import dev.offload.e2e.client.OffloadClient;
import dev.offload.e2e.process.Home;
import dev.offload.e2e.process.StandaloneProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Kills the whole process while tasks run and starts it on the same data. Every accepted task must
/// end, and end once.
///
/// @param data an empty directory
/// @param seed decides the moment of the kill
public record KillDrill(Home home, Path data, int tasks, long seed) {
  private static final Duration TASK = Duration.ofMillis(20);
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  public Findings run() throws IOException, InterruptedException {
    var findings = new Findings();
    findings.note("%d probe tasks of %d ms, seed %d".formatted(tasks, TASK.toMillis(), seed));
    var ends = new EndLog();
    Set<String> accepted = ConcurrentHashMap.newKeySet();
    killWhileRunning(ends, accepted, findings);
    if (ends.ended() == 0 || accepted.stream().allMatch(ends::hasEnded)) {
      findings.fault("the kill came too early or too late to show anything: try another --seed");
    }
    recover(ends, accepted, findings);
    return findings;
  }

  /// Between a twentieth and half of all tasks.
  private int endsBeforeKill() {
    return tasks / 20 + new Random(seed).nextInt(tasks * 9 / 20);
  }

  private void killWhileRunning(EndLog ends, Set<String> accepted, Findings findings)
      throws IOException, InterruptedException {
    int endsBeforeKill = endsBeforeKill();
    try (var offload = StandaloneProcess.on(home, data, List.of());
        var client = OffloadClient.of(offload.ready());
        var _ = ends.follow(offload.ready().bootstrapServers())) {
      EndLog.stampOnAppend(offload.ready().bootstrapServers());
      var submitter = new Submitter(client, Probes.sleeping(TASK), tasks, accepted);
      submitter.start();
      if (!Patience.until(() -> ends.ended() >= endsBeforeKill, PATIENCE)) {
        findings.fault("only %d tasks ended within %s".formatted(ends.ended(), PATIENCE));
      }
      offload.kill();
      submitter.join();
    }
    findings.note(
        "killed with %d tasks accepted, %d ended".formatted(accepted.size(), ends.ended()));
  }

  private void recover(EndLog ends, Set<String> accepted, Findings findings)
      throws IOException, InterruptedException {
    var restart = Instant.now();
    try (var offload = StandaloneProcess.on(home, data, List.of());
        var client = OffloadClient.of(offload.ready());
        var _ = ends.follow(offload.ready().bootstrapServers())) {
      findings.note("ready again %s after the restart".formatted(since(restart, Instant.now())));
      var submitter =
          new Submitter(client, Probes.sleeping(TASK), tasks - accepted.size(), accepted);
      submitter.start();
      submitter.join();
      if (accepted.size() < tasks) {
        findings.fault("only %d of %d tasks were accepted".formatted(accepted.size(), tasks));
      }
      Patience.until(() -> accepted.stream().allMatch(ends::hasEnded), PATIENCE);
      findings.note(
          "first progress %s after the restart"
              .formatted(
                  ends.firstEndAfter(restart).map(first -> since(restart, first)).orElse("never")));
      findings.note("all ends read %s after the restart".formatted(since(restart, Instant.now())));
      judge(ends, accepted, client, findings);
    }
  }

  private static void judge(
      EndLog ends, Set<String> accepted, OffloadClient client, Findings findings)
      throws IOException, InterruptedException {
    var lost = accepted.stream().filter(id -> !ends.hasEnded(id)).toList();
    if (!lost.isEmpty()) {
      findings.fault(
          "%d accepted tasks never ended, for example %s".formatted(lost.size(), lost.getFirst()));
    }
    var twice = ends.endedMoreThanOnce();
    if (!twice.isEmpty()) {
      findings.fault("%d tasks ended more than once: %s".formatted(twice.size(), twice));
    }
    int notSucceeded = 0;
    for (var id : accepted) {
      notSucceeded += client.task(id).state().equals("succeeded") ? 0 : 1;
    }
    if (notSucceeded > 0) {
      findings.fault("%d accepted tasks have not succeeded over HTTP".formatted(notSucceeded));
    }
    findings.note(
        "%d accepted, %d ended, %d ended more than once"
            .formatted(accepted.size(), accepted.size() - lost.size(), twice.size()));
  }

  private static String since(Instant start, Instant end) {
    return "%.1f s".formatted(Duration.between(start, end).toMillis() / 1000.0);
  }
}
