package dev.offload.e2e.drill;

import dev.offload.e2e.client.OffloadClient;
import dev.offload.e2e.client.SeenTask.LastRun;
import dev.offload.e2e.drill.Traffic.Kind;
import dev.offload.e2e.process.Home;
import dev.offload.e2e.process.ServiceProcess;
import dev.offload.e2e.process.TwoOfEach;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentSkipListSet;

/// Kills one of two lifecycle instances, one of two workers and one of two API replicas while tasks
/// run. The others must take over, and no limit may be exceeded meanwhile.
///
/// @param data an empty directory
/// @param pause how long everything runs undisturbed between two kills
/// @param takeover how long it may take until the tasks of the killed process go on
/// @param longestGap the longest time in which no direct task starts
/// @param bounds the limits that some of the tasks have
public record FailoverDrill(
    Home home,
    Path data,
    Duration pause,
    Duration takeover,
    Duration longestGap,
    SharedLimits.Bounds bounds) {
  private static final String QUEUE = "probe";
  private static final int SLOTS = 64;
  private static final Duration LONG_TASK = Duration.ofSeconds(6);
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  public Findings run() throws IOException, InterruptedException {
    var findings = new Findings();
    SortedSet<Instant> starts = new ConcurrentSkipListSet<>();
    var ends =
        new EndLog(
            task -> {
              if (task.tags().contains(Kind.DIRECT.name()) && task.startedAt() != null) {
                starts.add(task.startedAt());
              }
            });
    try (var two = new TwoOfEach(home, data, QUEUE, SLOTS)) {
      if (!Patience.until(two::isReady, PATIENCE)) {
        findings.fault("not ready within %s: %s".formatted(PATIENCE, two.notReady()));
        return findings;
      }
      try (var one = new OffloadClient(two.apis().getFirst().url(), TwoOfEach.API_KEY);
          var other = new OffloadClient(two.apis().getLast().url(), TwoOfEach.API_KEY);
          var _ = ends.follow(two.bootstrapServers());
          var limits = new SharedLimits(bounds, List.of(one, other));
          var traffic = new Traffic(List.of(one, other), LONG_TASK)) {
        limits.start();
        traffic.start();
        if (Patience.until(() -> starts.size() > SLOTS, PATIENCE)) {
          killOneOfEach(two, traffic, other, ends, findings);
        } else {
          findings.fault("no traffic within " + PATIENCE);
        }
        traffic.stop();
        limits.stop();
        judge(traffic, ends, starts, findings);
        limits.judge(other, findings);
      }
    }
    return findings;
  }

  private void killOneOfEach(
      TwoOfEach two, Traffic traffic, OffloadClient left, EndLog ends, Findings findings)
      throws InterruptedException {
    Thread.sleep(pause);
    killLifecycle(two.lifecycles().getFirst(), traffic, ends, findings);
    Thread.sleep(pause);
    killWorker(two.workers().getFirst(), traffic, left, findings);
    Thread.sleep(pause);
    killApi(two.apis().getFirst(), traffic, findings);
    Thread.sleep(pause);
  }

  /// Its tasks have gone on when every short task that was accepted before has ended.
  private void killLifecycle(
      ServiceProcess lifecycle, Traffic traffic, EndLog ends, Findings findings)
      throws InterruptedException {
    lifecycle.kill();
    var killed = Instant.now();
    var waiting = new ArrayList<>(traffic.accepted(Kind.DECIDED).keySet());
    waiting.addAll(traffic.accepted(Kind.DIRECT).keySet());
    waiting.removeIf(ends::hasEnded);
    var goneOn = Patience.until(() -> waiting.stream().allMatch(ends::hasEnded), PATIENCE);
    tell(lifecycle, waiting.size(), killed, goneOn ? Instant.now() : null, findings);
  }

  /// Its tasks have gone on when another worker has started them again.
  private void killWorker(
      ServiceProcess worker, Traffic traffic, OffloadClient client, Findings findings)
      throws InterruptedException {
    worker.kill();
    var killed = Instant.now();
    var its =
        traffic.accepted(Kind.LONG).keySet().stream()
            .filter(id -> isHeldBy(worker, client, id))
            .toList();
    var goneOn =
        Patience.until(() -> its.stream().noneMatch(id -> isHeldBy(worker, client, id)), PATIENCE);
    var last =
        its.stream()
            .flatMap(id -> lastRun(client, id).stream())
            .map(LastRun::started)
            .max(Instant::compareTo);
    tell(worker, its.size(), killed, goneOn ? later(killed, last) : null, findings);
    if (its.isEmpty()) {
      findings.fault(worker.name() + " had no task when it was killed: nothing was shown");
    }
  }

  /// Clients have gone on when the other replica has accepted a task.
  private void killApi(ServiceProcess api, Traffic traffic, Findings findings)
      throws InterruptedException {
    api.kill();
    var killed = Instant.now();
    var goneOn =
        Patience.until(
            () -> traffic.accepted(Kind.DIRECT).values().stream().anyMatch(killed::isBefore),
            PATIENCE);
    var first =
        traffic.accepted(Kind.DIRECT).values().stream()
            .filter(killed::isBefore)
            .min(Instant::compareTo);
    tell(api, 0, killed, goneOn ? first.orElse(killed) : null, findings);
  }

  private void tell(
      ServiceProcess service, int tasks, Instant killed, Instant goneOn, Findings findings) {
    if (goneOn == null) {
      findings.fault("after the kill of %s nothing went on".formatted(service.name()));
      return;
    }
    var took = Duration.between(killed, goneOn);
    findings.note(
        "%s killed with %d tasks under way: gone on after %d ms"
            .formatted(service.name(), tasks, took.toMillis()));
    if (took.compareTo(takeover) > 0) {
      findings.fault("%s took %s to be replaced".formatted(service.name(), took));
    }
  }

  private void judge(Traffic traffic, EndLog ends, SortedSet<Instant> starts, Findings findings)
      throws InterruptedException {
    int accepted = 0;
    for (var kind : Kind.values()) {
      Map<String, Instant> tasks = traffic.accepted(kind);
      accepted += tasks.size();
      if (!Patience.until(() -> tasks.keySet().stream().allMatch(ends::hasEnded), PATIENCE)) {
        long lost = tasks.keySet().stream().filter(id -> !ends.hasEnded(id)).count();
        findings.fault("%d of %d %s tasks never ended".formatted(lost, tasks.size(), kind));
      }
    }
    findings.note(
        "%d accepted, %d not answered, %d ended more than once"
            .formatted(accepted, traffic.unanswered(), ends.endedMoreThanOnce().size()));
    if (!ends.endedMoreThanOnce().isEmpty()) {
      findings.fault("tasks ended more than once: %s".formatted(ends.endedMoreThanOnce()));
    }
    if (traffic.unanswered() > 0) {
      findings.fault("%d submissions were answered by no replica".formatted(traffic.unanswered()));
    }
    var gap = longestGap(starts);
    findings.note(
        "longest time without the start of a direct task: %d ms".formatted(gap.toMillis()));
    if (gap.compareTo(longestGap) > 0) {
      findings.fault("no direct task started for %d ms".formatted(gap.toMillis()));
    }
  }

  private static Duration longestGap(SortedSet<Instant> starts) {
    var longest = Duration.ZERO;
    Instant before = null;
    for (var start : starts) {
      var gap = before == null ? Duration.ZERO : Duration.between(before, start);
      longest = gap.compareTo(longest) > 0 ? gap : longest;
      before = start;
    }
    return longest;
  }

  /// A task that has ended nevertheless may have started before the kill.
  private static Instant later(Instant killed, Optional<Instant> lastStart) {
    return lastStart.filter(killed::isBefore).orElse(killed);
  }

  /// Whether the worker was the last to run it, and it has not ended.
  private static boolean isHeldBy(ServiceProcess worker, OffloadClient client, String id) {
    return !client.hasEnded(id)
        && lastRun(client, id).filter(run -> run.worker().equals(worker.name())).isPresent();
  }

  private static Optional<LastRun> lastRun(OffloadClient client, String id) {
    return Patience.orElse(Optional.empty(), () -> client.task(id).lastRun());
  }
}
