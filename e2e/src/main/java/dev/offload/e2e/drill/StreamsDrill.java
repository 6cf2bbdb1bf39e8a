package dev.offload.e2e.drill;

import dev.offload.e2e.client.OffloadClient;
import dev.offload.e2e.client.SilentStream;
import dev.offload.e2e.process.Home;
import dev.offload.e2e.process.ReadyLine;
import dev.offload.e2e.process.StandaloneProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A key that may only read opens many streams that resume, some of them where too much was
/// missed, and reads none of them. The heap must stay bounded, and others must be able to
/// submit tasks as before.
///
/// @param data an empty directory
public record StreamsDrill(Home home, Path data, Load load, Expectation expectation) {
  private static final String TENANT = "followers";
  private static final int OK = 200;
  private static final int TOO_MANY = 429;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int EACH_UNKNOWN = 5;

  /// The smallest value that a p99 is compared with, since less is noise.
  private static final Duration NOISE = Duration.ofMillis(20);

  /// @param tasks how many tasks the streams are about
  /// @param resultBytes the size of each task's result
  /// @param streams how many streams are opened
  /// @param posts how many tasks others submit before, and how many meanwhile
  public record Load(int tasks, int resultBytes, int streams, int posts) {}

  /// @param heapMegabytes the heap that the process may use
  /// @param slower how many times longer 99 of 100 POSTs may take meanwhile
  public record Expectation(int heapMegabytes, int slower) {}

  public Findings run() throws IOException, InterruptedException {
    var findings = new Findings();
    var heap = List.of("-Xmx" + expectation.heapMegabytes() + "m");
    try (var offload = StandaloneProcess.on(home, data, heap, List.of());
        var client = OffloadClient.of(offload.ready())) {
      attack(offload.ready(), client, findings);
      if (offload.complaints().contains("OutOfMemoryError")) {
        findings.fault("the process ran out of memory");
      }
    }
    return findings;
  }

  private void attack(ReadyLine ready, OffloadClient client, Findings findings)
      throws IOException, InterruptedException {
    var reader = client.keyOf(TENANT, List.of("read"));
    var position = SilentStream.position(ready.url(), reader);
    var submitter = client.keyOf(TENANT, List.of("submit", "read"));
    try (var own = new OffloadClient(ready.url(), submitter)) {
      tell(own);
    }
    post(client);
    var quiet = post(client);
    var streams = new ArrayList<SilentStream>();
    try {
      var statuses = open(ready, reader, position, streams);
      var busy = post(client);
      judge(statuses, quiet, busy, findings);
    } finally {
      for (var stream : streams) {
        stream.close();
      }
    }
  }

  /// Has tasks end with results that fill the streams.
  private void tell(OffloadClient client) throws IOException, InterruptedException {
    var ids = new ArrayList<String>();
    for (int i = 0; i < load.tasks(); i++) {
      ids.add(client.submit(Probes.telling("x".repeat(load.resultBytes()))).id());
    }
    Patience.until(() -> ids.stream().allMatch(client::hasEnded), PATIENCE);
  }

  /// How often each status came.
  private Map<Integer, Integer> open(
      ReadyLine ready, String reader, String position, List<SilentStream> streams)
      throws IOException {
    var statuses = new TreeMap<Integer, Integer>();
    for (int i = 0; i < load.streams(); i++) {
      var from = i % EACH_UNKNOWN == 0 ? "whatever" : position;
      var stream = SilentStream.resume(ready.url(), reader, from);
      streams.add(stream);
      statuses.merge(stream.status(), 1, Integer::sum);
    }
    return statuses;
  }

  /// The time that 99 of 100 answers do not exceed.
  private Duration post(OffloadClient client) throws IOException, InterruptedException {
    var times = new ArrayList<Duration>();
    for (int i = 0; i < load.posts(); i++) {
      times.add(client.submit(Probes.sleeping(Duration.ZERO)).answeredIn());
    }
    return times.stream().sorted().toList().get(times.size() * 99 / 100);
  }

  private void judge(
      Map<Integer, Integer> statuses, Duration quiet, Duration busy, Findings findings) {
    findings.note("%d streams asked for, answers: %s".formatted(load.streams(), statuses));
    findings.note(
        "p99 of a POST: %d ms before, %d ms meanwhile"
            .formatted(quiet.toMillis(), busy.toMillis()));
    if (!statuses.containsKey(OK)) {
      findings.fault("no stream was opened");
    }
    statuses.keySet().stream()
        .filter(status -> status != OK && status != TOO_MANY)
        .forEach(status -> findings.fault("a stream was answered with " + status));
    var base = quiet.compareTo(NOISE) < 0 ? NOISE : quiet;
    if (busy.compareTo(base.multipliedBy(expectation.slower())) > 0) {
      findings.fault(
          "a POST takes %d ms instead of %d".formatted(busy.toMillis(), quiet.toMillis()));
    }
  }
}
