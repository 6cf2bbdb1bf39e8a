package dev.offload.e2e.drill;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.e2e.client.OffloadClient;
import dev.offload.e2e.process.Home;
import dev.offload.e2e.process.StandaloneProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/// Fills the stores with tasks that are scheduled or retrying. Tasks that are due now must
/// still start in time. Then it kills the process and looks again.
///
/// @param data an empty directory
public record TimersDrill(Home home, Path data, Load load, Expectation expectation) {
  private static final Duration PATIENCE = Duration.ofMinutes(30);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  /// The load.
  ///
  /// @param scheduled how many tasks are due between one and two `spread` from now
  /// @param retrying how many tasks have failed once and wait up to two `spread`
  public record Load(int scheduled, int retrying, Duration spread) {
    private int tasks() {
      return scheduled + retrying;
    }
  }

  /// What the process must do then.
  ///
  /// @param heapMegabytes the heap of the process
  /// @param watch how long it is watched, before and after the kill
  /// @param late how late 99 of 100 tasks that are due may start
  /// @param toTheEnd whether the load has to end as well
  public record Expectation(int heapMegabytes, Duration watch, Duration late, boolean toTheEnd) {
    /// How long tasks have to start in time until the process has caught up.
    private Duration recent() {
      return watch.dividedBy(6);
    }
  }

  public Findings run() throws IOException, InterruptedException {
    var findings = new Findings();
    var figures = JsonNodeFactory.instance.objectNode();
    figures
        .put("scheduled", load.scheduled())
        .put("retrying", load.retrying())
        .put("heapLimitMegabytes", expectation.heapMegabytes());
    var punctuality = new Punctuality();
    var ends = new EndLog(punctuality::take);
    Set<String> accepted;
    try (var offload = start();
        var client = OffloadClient.of(offload.ready());
        var _ = follow(ends, offload);
        var vitals = Vitals.of(client);
        var _ = punctuality.feed(client)) {
      accepted = fill(client, ends, figures, findings);
      tell(
          "while filling",
          vitals,
          punctuality,
          Instant.EPOCH,
          figures.putObject("filling"),
          findings);
      catchUp("full", punctuality, findings);
      vitals.forget();
      watch("full", vitals, punctuality, figures.putObject("full"), findings);
      offload.kill();
    }
    var restart = Instant.now();
    try (var offload = start();
        var client = OffloadClient.of(offload.ready());
        var _ = follow(ends, offload);
        var vitals = Vitals.of(client);
        var _ = punctuality.feed(client)) {
      restored(restart, punctuality, figures, findings);
      catchUp("after the kill", punctuality, findings);
      var inTime = Duration.between(restart, Instant.now());
      figures.put("inTimeAgainAfterKillSeconds", seconds(inTime));
      findings.note(
          "tasks that are due start in time again %.1f s after it".formatted(seconds(inTime)));
      watch("after the kill", vitals, punctuality, figures.putObject("afterKill"), findings);
      if (expectation.toTheEnd()) {
        outlive(accepted, ends, findings);
      }
    }
    findings.note(figures.toString());
    return findings;
  }

  /// Only completions if there are too many tasks to read each version.
  private EndLog.Follower follow(EndLog ends, StandaloneProcess offload) {
    var bootstrapServers = offload.ready().bootstrapServers();
    return expectation.toTheEnd()
        ? ends.follow(bootstrapServers)
        : ends.followCompletions(bootstrapServers);
  }

  private StandaloneProcess start() throws IOException {
    return StandaloneProcess.on(
        home, data, List.of("-Xmx" + expectation.heapMegabytes() + "m"), List.of());
  }

  /// Returns the ids of the tasks that were accepted.
  private Set<String> fill(OffloadClient client, EndLog ends, ObjectNode figures, Findings findings)
      throws IOException, InterruptedException {
    var random = new Random(load.scheduled());
    var start = Instant.now();
    Supplier<ObjectNode> scheduled =
        () ->
            Probes.delayed(
                Duration.ZERO, load.spread().plusMillis(random.nextLong(load.spread().toMillis())));
    Supplier<ObjectNode> retrying =
        () -> Probes.failingOnceThenWaitingUpTo(load.spread().multipliedBy(2));
    Set<String> accepted = new HashSet<>();
    for (var flood :
        List.of(
            Flood.of(client, load.scheduled(), scheduled),
            Flood.of(client, load.retrying(), retrying))) {
      var answers = flood.run();
      accepted.addAll(answers.accepted());
      answers
          .refused()
          .forEach(
              (why, times) -> findings.fault("%d tasks were refused: %s".formatted(times, why)));
    }
    var filled = Duration.between(start, Instant.now());
    if (accepted.size() < load.tasks()) {
      findings.fault("only %d tasks were accepted".formatted(accepted.size()));
    }
    // Each task waits, or has ended already after a short wait. None is queued any more.
    if (!Patience.until(
        () -> waiting(client) + ends.ended() >= load.tasks(), LOOK_AGAIN, PATIENCE)) {
      findings.fault("only %d tasks wait".formatted(waiting(client)));
    }
    var settled = Duration.between(start, Instant.now());
    figures
        .put("acceptedInSeconds", filled.toSeconds())
        .put("waitingAfterSeconds", settled.toSeconds())
        .put("waiting", waiting(client));
    findings.note(
        "%d accepted in %d s, %d wait after %d s"
            .formatted(accepted.size(), filled.toSeconds(), waiting(client), settled.toSeconds()));
    return accepted;
  }

  /// How many tasks wait for their time.
  private static long waiting(OffloadClient client) {
    return Patience.orElse(
        0L,
        () -> {
          var queue = client.queue("probe");
          return queue.path("scheduled").asLong() + queue.path("retrying").asLong();
        });
  }

  private void restored(
      Instant restart, Punctuality punctuality, ObjectNode figures, Findings findings)
      throws InterruptedException {
    var ready = Instant.now();
    var goesOn = Patience.until(() -> punctuality.firstStartAfter(restart).isPresent(), PATIENCE);
    if (!goesOn) {
      findings.fault("no task started within %s of the kill".formatted(PATIENCE));
      return;
    }
    var first = punctuality.firstStartAfter(restart).orElseThrow();
    double readyAfter = seconds(Duration.between(restart, ready));
    double firstAfter = seconds(Duration.between(restart, first));
    figures.put("readyAfterKillSeconds", readyAfter).put("firstStartAfterKillSeconds", firstAfter);
    findings.note(
        "started again: ready after %.1f s, the first task that was due started after %.1f s"
            .formatted(readyAfter, firstAfter));
  }

  /// Waits until tasks start in time again and none is late.
  private void catchUp(String when, Punctuality punctuality, Findings findings)
      throws InterruptedException {
    if (!Patience.until(
        () -> isInTime(punctuality, Instant.now().minus(expectation.recent())), PATIENCE)) {
      findings.fault("%s: tasks never started in time".formatted(when));
    }
  }

  private boolean isInTime(Punctuality punctuality, Instant since) {
    if (punctuality.isBehind(Instant.now().minus(expectation.late()))) {
      return false;
    }
    return punctuality
        .late(0.99, since)
        .filter(late -> late.compareTo(expectation.late()) <= 0)
        .isPresent();
  }

  private void watch(
      String when, Vitals vitals, Punctuality punctuality, ObjectNode figures, Findings findings)
      throws InterruptedException {
    var since = Instant.now();
    Thread.sleep(expectation.watch());
    tell(when, vitals, punctuality, since, figures, findings);
    var late = punctuality.late(0.99, since);
    if (late.isEmpty()) {
      findings.fault("%s: no task that was due has started".formatted(when));
    } else if (late.orElseThrow().compareTo(expectation.late()) > 0) {
      findings.fault("%s: tasks started %d ms late".formatted(when, late.orElseThrow().toMillis()));
    }
  }

  /// Waits until the load has ended too, so that no timer was lost.
  private void outlive(Set<String> accepted, EndLog ends, Findings findings)
      throws InterruptedException {
    var limit = load.spread().multipliedBy(2).plus(PATIENCE);
    if (!Patience.until(() -> haveEnded(accepted, ends), LOOK_AGAIN, limit)) {
      findings.fault(
          "%d tasks never ended, such as %s"
              .formatted(accepted.size(), accepted.iterator().next()));
    }
    ends.endedMoreThanOnce()
        .forEach((id, times) -> findings.fault("%s ended %d times".formatted(id, times)));
  }

  /// Forgets those of `open` that have ended. Returns whether none is left.
  private static boolean haveEnded(Set<String> open, EndLog ends) {
    open.removeIf(ends::hasEnded);
    return open.isEmpty();
  }

  private static void tell(
      String when,
      Vitals vitals,
      Punctuality punctuality,
      Instant since,
      ObjectNode figures,
      Findings findings) {
    long median = millis(punctuality, 0.5, since);
    long most = millis(punctuality, 0.99, since);
    long heap = vitals.mostHeapBytes() >> 20;
    figures
        .put("lateP50Millis", median)
        .put("lateP99Millis", most)
        .put("mostHeapMegabytes", heap)
        .put("timersBehindMillis", vitals.mostBehind().toMillis());
    findings.note(
        "%s: late by %d ms (median), %d ms (99 of 100); heap at most %d MB; timers at most %d ms behind"
            .formatted(when, median, most, heap, vitals.mostBehind().toMillis()));
  }

  private static long millis(Punctuality punctuality, double share, Instant since) {
    return punctuality.late(share, since).map(Duration::toMillis).orElse(-1L);
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
