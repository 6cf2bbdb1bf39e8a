package dev.offload.e2e.drill;

import dev.offload.e2e.client.OffloadClient;
import dev.offload.e2e.process.Home;
import dev.offload.e2e.process.ReadyLine;
import dev.offload.e2e.process.StandaloneProcess;
import dev.offload.testkit.DeadReceivers;
import dev.offload.testkit.WebhookSink;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/// One tenant sends batches and asks for lists without reading the answers, has its whole history
/// searched for something that does not exist, and wants webhooks for receivers that never answer.
/// Somebody holds more connections than the process may have files. Another tenant's submissions
/// must go on: 99 of 100 must be answered within a few times what they took before. Its webhooks
/// must come, too.
///
/// @param data an empty directory
public record NeighbourDrill(Home home, Path data, Load load, Expectation expectation) {
  private static final Duration PAUSE = Duration.ofMillis(5);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration UNTIL_QUIET = Duration.ofMinutes(10);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
  private static final int LAST = 100;
  private static final int HEAP_MEGABYTES = 512;
  private static final int FILES = 2048;
  private static final int DEAD_RECEIVERS = 10;
  private static final int DEAD_TASKS = 100;
  private static final int WEBHOOKS = 10;
  private static final List<String> SEARCHES =
      List.of(
          "finishedBefore=1971-01-01T00:00:00Z",
          "finishedAfter=2100-01-01T00:00:00Z",
          "type=probe&state=succeeded&finishedAfter=1971-01-01T00:00:00Z&tag=none",
          "state=succeeded&errorCode=none",
          "type=probe&createdAfter=1971-01-01T00:00:00Z&finishedBefore=1972-01-01T00:00:00Z",
          "origin=system&type=none");

  /// @param history how many tasks the first tenant has
  /// @param clients how many clients of this tenant do the same at once
  /// @param each how long a measurement takes
  /// @param looks how often an attack is measured, at most. The best measurement counts: a short
  ///     one may have met a pause of the machine
  public record Load(int history, int clients, Duration each, int looks) {}

  /// @param slower how many times longer the others' submissions may take
  /// @param quick they may take so many times this, even if they were quicker when it was quiet
  /// @param webhook how long after its submission the webhook about an empty task may come
  public record Expectation(int slower, Duration quick, Duration webhook) {
    Duration limit(Duration quiet) {
      return (quiet.compareTo(quick) > 0 ? quiet : quick).multipliedBy(slower);
    }
  }

  /// Something that goes on until it is closed.
  private interface Attack {
    Closeable begin() throws IOException, InterruptedException;
  }

  public Findings run() throws IOException, InterruptedException {
    var findings = new Findings();
    var heap = List.of("-Xmx%dm".formatted(HEAP_MEGABYTES));
    try (var offload = StandaloneProcess.on(home.withOpenFiles(FILES), data, heap, List.of());
        var neighbour = OffloadClient.of(offload.ready());
        var sink = WebhookSink.start()) {
      var ready = offload.ready();
      var key = neighbour.keyOf("crowd", List.of("submit", "read"));
      var deaf = new DeafClient(ready.url(), key);
      try (var crowd = new OffloadClient(ready.url(), key)) {
        var taken =
            Flood.of(crowd, load.history(), () -> Probes.sleeping(Duration.ZERO)).run().accepted();
        findings.note("%d tasks of the crowd".formatted(taken.size()));
        // Their ids are in the order of their times.
        var last = taken.stream().sorted(Comparator.reverseOrder()).limit(LAST).toList();
        if (!Patience.until(() -> isQuiet(neighbour, crowd, last), LOOK_AGAIN, UNTIL_QUIET)) {
          findings.fault("the crowd's tasks did not end within " + UNTIL_QUIET);
        }
        measure(neighbour);
        var quiet = measure(neighbour);
        findings.note("quiet: 99 of 100 answered within %d ms".formatted(quiet.toMillis()));
        findings.note("quiet: webhooks after %s".formatted(webhooks(neighbour, sink)));
        judge("batches nobody reads", neighbour, quiet, crowd(_ -> deaf.batch()), findings);
        judge("lists nobody reads", neighbour, quiet, crowd(_ -> deaf.lists()), findings);
        judge("searches", neighbour, quiet, crowd(number -> search(crowd, number)), findings);
        judge(
            "webhooks nobody takes",
            neighbour,
            quiet,
            () -> deliverToTheDead(crowd, neighbour, sink, findings),
            findings);
        judge(
            "connections that say nothing",
            neighbour,
            quiet,
            () -> SilentConnections.open(ready.url(), FILES * 2),
            findings);
        submitOverANewConnection(ready, findings);
      }
    }
    return findings;
  }

  private Attack crowd(Crowd.Habit habit) {
    return () -> Crowd.of(load.clients(), habit);
  }

  /// Whether nothing waits or runs. Counts may be behind, so the crowd's `last` tasks must have
  /// ended, too.
  private static boolean isQuiet(OffloadClient admin, OffloadClient crowd, List<String> last) {
    return Patience.orElse(
        false,
        () -> {
          var queue = admin.queue("probe");
          return queue.path("queued").asLong() + queue.path("running").asLong() == 0
              && last.stream().allMatch(crowd::hasEnded);
        });
  }

  private static void search(OffloadClient crowd, int number)
      throws IOException, InterruptedException {
    crowd.list(SEARCHES.get(number % SEARCHES.size()));
  }

  /// Asks for a thousand webhooks with one call, and measures the webhooks of others.
  private Closeable deliverToTheDead(
      OffloadClient crowd, OffloadClient neighbour, WebhookSink sink, Findings findings)
      throws IOException, InterruptedException {
    var dead = DeadReceivers.open(DEAD_RECEIVERS);
    var task = Probes.told(dead.urls());
    var _ = crowd.submitAll(Collections.nCopies(DEAD_TASKS, task));
    var delays = webhooks(neighbour, sink);
    findings.note("webhooks nobody takes: others' came after %s".formatted(delays));
    if (delays.stream().anyMatch(delay -> delay.compareTo(expectation.webhook()) > 0)) {
      findings.fault(
          "webhooks nobody takes: others' came after %s, not within %s"
              .formatted(delays, expectation.webhook()));
    }
    return dead;
  }

  private void submitOverANewConnection(ReadyLine ready, Findings findings)
      throws InterruptedException {
    boolean submitted =
        Patience.until(
            () -> Patience.orElse(false, () -> submitOverANewConnection(ready)), PATIENCE);
    if (!submitted) {
      findings.fault("nothing can be submitted once the silent connections have gone");
    }
  }

  private static boolean submitOverANewConnection(ReadyLine ready)
      throws IOException, InterruptedException {
    try (var fresh = OffloadClient.of(ready)) {
      fresh.submit(Probes.sleeping(Duration.ZERO));
      return true;
    }
  }

  private void judge(
      String what, OffloadClient neighbour, Duration quiet, Attack attack, Findings findings)
      throws InterruptedException {
    var limit = expectation.limit(quiet);
    try (var _ = attack.begin()) {
      var slow = measure(neighbour);
      for (int looks = 1; looks < load.looks() && slow.compareTo(limit) > 0; looks++) {
        slow = Collections.min(List.of(slow, measure(neighbour)));
      }
      findings.note("%s: 99 of 100 answered within %d ms".formatted(what, slow.toMillis()));
      if (slow.compareTo(limit) > 0) {
        findings.fault(
            "%s: others waited for %d ms, quiet it was %d ms"
                .formatted(what, slow.toMillis(), quiet.toMillis()));
      }
    } catch (IOException e) {
      findings.fault("%s: others were refused: %s".formatted(what, e.getMessage()));
    }
  }

  /// The time that 99 of 100 submissions do not exceed.
  private Duration measure(OffloadClient neighbour) throws IOException, InterruptedException {
    var times = new ArrayList<Duration>();
    long end = System.nanoTime() + load.each().toNanos();
    while (System.nanoTime() < end) {
      times.add(neighbour.submit(Probes.sleeping(Duration.ZERO)).answeredIn());
      Thread.sleep(PAUSE);
    }
    times.sort(null);
    return times.get(times.size() * 99 / 100);
  }

  /// How long after the submission of each of some tasks its webhook came, or how long it was
  /// waited for.
  private List<Duration> webhooks(OffloadClient neighbour, WebhookSink sink)
      throws IOException, InterruptedException {
    var delays = new ArrayList<Duration>();
    for (int i = 0; i < WEBHOOKS; i++) {
      int before = sink.received().size();
      long begin = System.nanoTime();
      neighbour.submit(Probes.told(List.of(sink.url("/neighbour"))));
      Patience.until(() -> sink.received().size() > before, expectation.webhook().multipliedBy(3));
      delays.add(Duration.ofMillis((System.nanoTime() - begin) / 1_000_000));
    }
    return List.copyOf(delays);
  }
}
