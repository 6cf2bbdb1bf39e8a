package dev.offload.e2e.drill;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.e2e.client.OffloadClient;
import dev.offload.e2e.process.Home;
import dev.offload.e2e.process.StandaloneProcess;
import dev.offload.schemas.task.TaskState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Kills the whole process again and again at random moments of a mixed run, and starts it on the
/// same data each time. Every accepted task must end once, in the state that its kind must end in.
///
/// @param data an empty directory
/// @param seed decides the tasks and the moments of the kills
public record CrashDrill(Home home, Path data, int tasks, int kills, long seed) {
  private static final Duration SHORTEST_LIFE = Duration.ofMillis(200);
  private static final Duration LONGEST_LIFE = Duration.ofSeconds(15);
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  public Findings run() throws IOException, InterruptedException {
    var findings = new Findings();
    findings.note("%d tasks, %d kills, seed %d".formatted(tasks, kills, seed));
    var random = new Random(seed);
    var feeder = new CrashFeeder(plan(random));
    var ends = new EndLog();
    for (int life = 1; life <= kills; life++) {
      liveAndDie(life, random, feeder, ends, findings);
    }
    try (var offload = StandaloneProcess.on(home, data, List.of());
        var client = OffloadClient.of(offload.ready());
        var _ = ends.follow(offload.ready().bootstrapServers())) {
      var start = Instant.now();
      feeder.start(client, feeder.left());
      feeder.join(PATIENCE);
      Patience.until(() -> feeder.accepted().keySet().stream().allMatch(ends::hasEnded), PATIENCE);
      findings.note(
          "all ended %d s after the last start"
              .formatted(Duration.between(start, Instant.now()).toSeconds()));
      judge(feeder, ends, client, findings);
      feeder.group().end(client, PATIENCE);
      feeder.group().judge(client, feeder.accepted(CrashKind.GROUPED).size(), findings);
    }
    return findings;
  }

  private List<CrashTask> plan(Random random) {
    var plan = new ArrayList<CrashTask>();
    for (int number = 0; number < tasks; number++) {
      plan.add(CrashTask.drawn(number, random));
    }
    return plan;
  }

  /// One life of the process: it gets its share of the tasks and is killed in the middle.
  private void liveAndDie(
      int life, Random random, CrashFeeder feeder, EndLog ends, Findings findings)
      throws IOException, InterruptedException {
    var restart = Instant.now();
    try (var offload = StandaloneProcess.on(home, data, List.of());
        var client = OffloadClient.of(offload.ready());
        var _ = ends.follow(offload.ready().bootstrapServers())) {
      var ready = Instant.now();
      feeder.start(client, feeder.left() / (kills - life + 2));
      var length =
          Duration.ofMillis(random.nextLong(SHORTEST_LIFE.toMillis(), longestLife().toMillis()));
      Thread.sleep(length);
      offload.kill();
      feeder.stop();
      findings.note(
          "life %d: ready after %.1f s, killed after another %.1f s: %d accepted, %d ended"
              .formatted(
                  life,
                  Duration.between(restart, ready).toMillis() / 1000.0,
                  length.toMillis() / 1000.0,
                  feeder.accepted().size(),
                  ends.ended()));
    }
  }

  /// About the time that a newly started process takes for a life's share of the tasks.
  private Duration longestLife() {
    var share = Duration.ofMillis(15).multipliedBy(tasks / kills).plusSeconds(2);
    return share.compareTo(LONGEST_LIFE) < 0 ? share : LONGEST_LIFE;
  }

  private void judge(CrashFeeder feeder, EndLog ends, OffloadClient client, Findings findings)
      throws IOException, InterruptedException {
    Map<CrashKind, Integer> right = new EnumMap<>(CrashKind.class);
    List<JsonNode> limited = new ArrayList<>();
    if (feeder.accepted().size() < tasks) {
      findings.fault(
          "only %d of %d tasks were accepted".formatted(feeder.accepted().size(), tasks));
    }
    for (var task : feeder.accepted().entrySet()) {
      var kind = task.getValue().kind();
      var told = ends.end(task.getKey()).map(TaskState::toString).orElse("never ended");
      var shown = client.task(task.getKey());
      if (kind == CrashKind.LIMITED) {
        shown.json().path("attempts").forEach(limited::add);
      }
      if (told.equals(kind.end()) && shown.state().equals(kind.end())) {
        right.merge(kind, 1, Integer::sum);
      } else {
        findings.fault(
            "%s is %s in the log but must be %s; over HTTP: %s"
                .formatted(kind, told, kind.end(), shown.json()));
      }
    }
    if (!ends.endedMoreThanOnce().isEmpty()) {
      findings.fault("tasks ended more than once: %s".formatted(ends.endedMoreThanOnce()));
    }
    int most = AtOnce.most(limited);
    findings.note("%d limited runs, at most %d counted at once".formatted(limited.size(), most));
    if (most > CrashFeeder.CONCURRENCY) {
      findings.fault(
          "%d runs counted at once, the limit is %d".formatted(most, CrashFeeder.CONCURRENCY));
    }
    findings.note("ended as they must, by kind: %s".formatted(right));
    findings.note("ended more than once: %d".formatted(ends.endedMoreThanOnce().size()));
  }
}
