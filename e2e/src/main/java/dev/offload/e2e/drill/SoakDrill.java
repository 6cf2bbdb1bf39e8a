package dev.offload.e2e.drill;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.e2e.client.OffloadClient;
import dev.offload.e2e.process.Home;
import dev.offload.e2e.process.StandaloneProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Submits a steady mix of short and long tasks by both routes and watches for stalls.
///
/// There are so many short tasks that several end each second by each route. The long ones outlast
/// their record's lock and so are claimed. A gap is the time between two ends of short tasks of one
/// route.
///
/// @param data an empty directory
public record SoakDrill(Home home, Path data, Duration length) {
  private static final int COMPLAINTS_SHOWN = 40;
  private static final Duration LONGEST_GAP_ALLOWED = Duration.ofSeconds(2);
  private static final Duration LAST_TASKS_MAY_TAKE = Duration.ofMinutes(3);
  private static final Duration SHORT = Duration.ofMillis(20);

  /// A kind of task, how often it comes, and whether its ends are signs of progress.
  private enum Flow {
    DIRECT(100, true),
    DECIDED(100, true),
    RETRIED(1_000, false),
    LONG(5_000, false),
    LONG_DECIDED(10_000, false);

    private final int everyMillis;
    private final boolean isSign;

    Flow(int everyMillis, boolean isSign) {
      this.everyMillis = everyMillis;
      this.isSign = isSign;
    }

    ObjectNode task() {
      var task =
          switch (this) {
            case DIRECT -> Probes.sleeping(SHORT);
            case DECIDED -> Probes.delayed(SHORT, Duration.ofMillis(200));
            case RETRIED -> Probes.failingOnce(SHORT, Duration.ofMillis(500));
            case LONG -> Probes.sleeping(Duration.ofSeconds(20));
            case LONG_DECIDED -> Probes.delayed(Duration.ofSeconds(45), Duration.ofSeconds(1));
          };
      task.putArray("tags").add(name());
      return task;
    }
  }

  public Findings run() throws IOException, InterruptedException {
    var findings = new Findings();
    Map<Flow, GapMeter> gaps = new EnumMap<>(Flow.class);
    for (var flow : Flow.values()) {
      gaps.put(flow, new GapMeter(System::nanoTime));
    }
    var ends = new EndLog(task -> gaps.get(Flow.valueOf(task.tags().getFirst())).sign());
    Set<String> accepted = ConcurrentHashMap.newKeySet();
    var refused = new AtomicInteger();
    try (var offload = StandaloneProcess.on(home, data, List.of());
        var client = OffloadClient.of(offload.ready());
        var _ = ends.follow(offload.ready().bootstrapServers())) {
      try (var feeders = Executors.newScheduledThreadPool(Flow.values().length)) {
        for (var flow : Flow.values()) {
          feed(feeders, flow, client, accepted, refused);
        }
        watch(gaps, findings);
        judge(gaps, findings);
        feeders.shutdown();
      }
      Patience.until(() -> accepted.stream().allMatch(ends::hasEnded), LAST_TASKS_MAY_TAKE);
      judge(accepted, ends, refused.get(), findings);
      var complaints = offload.complaints();
      findings.note("complaints of the process: %d".formatted(complaints.lines().count()));
      complaints.lines().limit(COMPLAINTS_SHOWN).forEach(line -> findings.note("  " + line));
    }
    return findings;
  }

  private static void feed(
      ScheduledExecutorService feeders,
      Flow flow,
      OffloadClient client,
      Set<String> accepted,
      AtomicInteger refused) {
    Runnable submit =
        () -> {
          try {
            accepted.add(client.submit(flow.task()).id());
          } catch (IOException _) {
            refused.incrementAndGet();
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          }
        };
    var _ = feeders.scheduleAtFixedRate(submit, 0, flow.everyMillis, TimeUnit.MILLISECONDS);
  }

  private void watch(Map<Flow, GapMeter> gaps, Findings findings) throws InterruptedException {
    for (long minute = 1; minute <= length.toMinutes(); minute++) {
      Thread.sleep(Duration.ofMinutes(1));
      var line = new StringBuilder("minute %d:".formatted(minute));
      gaps.forEach(
          (flow, meter) ->
              line.append(
                  " %s %d (longest gap %d ms)"
                      .formatted(flow, meter.signs(), meter.longest().toMillis())));
      findings.note(line.toString());
    }
  }

  private static void judge(Map<Flow, GapMeter> gaps, Findings findings) {
    gaps.forEach(
        (flow, meter) -> {
          if (meter.signs() == 0) {
            findings.fault("no task of %s has ended".formatted(flow));
          } else if (flow.isSign && meter.longest().compareTo(LONGEST_GAP_ALLOWED) > 0) {
            findings.fault("%s stood still for %d ms".formatted(flow, meter.longest().toMillis()));
          }
        });
  }

  private static void judge(Set<String> accepted, EndLog ends, int refused, Findings findings) {
    long lost = accepted.stream().filter(id -> !ends.hasEnded(id)).count();
    findings.note(
        "%d accepted, %d not accepted, %d never ended, %d ended more than once"
            .formatted(accepted.size(), refused, lost, ends.endedMoreThanOnce().size()));
    if (lost > 0) {
      findings.fault("%d accepted tasks never ended".formatted(lost));
    }
    if (!ends.endedMoreThanOnce().isEmpty()) {
      findings.fault("tasks ended more than once: %s".formatted(ends.endedMoreThanOnce()));
    }
    if (refused > 0) {
      findings.fault("%d submissions were refused or not answered".formatted(refused));
    }
  }
}
