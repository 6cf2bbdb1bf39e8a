package dev.offload.e2e.drill;

import dev.offload.e2e.client.OffloadClient;
import dev.offload.e2e.process.Home;
import dev.offload.e2e.process.StandaloneProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// One tenant sends batches and asks for lists without reading the answers, and has its whole
/// history searched for something that does not exist. Another tenant's submissions must go on: 99
/// of 100 must be answered within a few times what they took before.
///
/// @param data an empty directory
/// @param history how many tasks the first tenant has
/// @param clients how many clients of this tenant do the same at once
/// @param each how long each attack is measured
/// @param slower how many times longer the others' submissions may take
public record NeighbourDrill(
    Home home, Path data, int history, int clients, Duration each, int slower) {
  /// A faster answer than this is fast enough, however fast the others were.
  private static final Duration QUICK = Duration.ofMillis(20);

  private static final Duration PAUSE = Duration.ofMillis(5);
  private static final int HEAP_MEGABYTES = 512;
  private static final List<String> SEARCHES =
      List.of(
          "finishedBefore=1971-01-01T00:00:00Z",
          "finishedAfter=2100-01-01T00:00:00Z",
          "type=probe&state=succeeded&finishedAfter=1971-01-01T00:00:00Z&tag=none",
          "state=succeeded&errorCode=none",
          "type=probe&createdAfter=1971-01-01T00:00:00Z&finishedBefore=1972-01-01T00:00:00Z",
          "origin=system&type=none");

  public Findings run() throws IOException, InterruptedException {
    var findings = new Findings();
    try (var offload =
            StandaloneProcess.on(
                home, data, List.of("-Xmx%dm".formatted(HEAP_MEGABYTES)), List.of());
        var neighbour = OffloadClient.of(offload.ready())) {
      var url = offload.ready().url();
      var key = neighbour.keyOf("crowd", List.of("submit", "read"));
      var deaf = new DeafClient(url, key);
      try (var crowd = new OffloadClient(url, key)) {
        int taken = Flood.of(crowd, history, () -> Probes.sleeping(Duration.ZERO)).run().size();
        findings.note("%d tasks of the crowd".formatted(taken));
        measure(neighbour);
        var quiet = measure(neighbour);
        findings.note("quiet: 99 of 100 answered within %d ms".formatted(quiet.toMillis()));
        judge("batches nobody reads", neighbour, quiet, _ -> deaf.batch(), findings);
        judge("lists nobody reads", neighbour, quiet, _ -> deaf.lists(), findings);
        judge("searches", neighbour, quiet, number -> search(crowd, number), findings);
      }
    }
    return findings;
  }

  private static void search(OffloadClient crowd, int number)
      throws IOException, InterruptedException {
    crowd.list(SEARCHES.get(number % SEARCHES.size()));
  }

  private void judge(
      String what, OffloadClient neighbour, Duration quiet, Crowd.Habit habit, Findings findings)
      throws InterruptedException {
    try (var _ = Crowd.of(clients, habit)) {
      var slow = measure(neighbour);
      findings.note("%s: 99 of 100 answered within %d ms".formatted(what, slow.toMillis()));
      var limit = (quiet.compareTo(QUICK) > 0 ? quiet : QUICK).multipliedBy(slower);
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
    long end = System.nanoTime() + each.toNanos();
    while (System.nanoTime() < end) {
      times.add(neighbour.submit(Probes.sleeping(Duration.ZERO)).answeredIn());
      Thread.sleep(PAUSE);
    }
    times.sort(null);
    return times.get(times.size() * 99 / 100);
  }
}
