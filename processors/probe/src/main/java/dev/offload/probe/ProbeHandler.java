package dev.offload.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.offload.worker.Outcome;
import dev.offload.worker.TaskContext;
import dev.offload.worker.TaskHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does exactly what it is told and nothing useful: sleeps, burns CPU, fails a number of times,
/// returns what it was given. For tests, benchmarks and drills.
@ApplicationScoped
class ProbeHandler implements TaskHandler {
  private static final Logger log = LoggerFactory.getLogger(ProbeHandler.class);

  /// A longer sleep reports progress in milliseconds.
  private static final Duration STEP = Duration.ofSeconds(1);

  /// How often a sleeping probe looks for a cancel. It is a fraction of the step.
  private static final Duration LOOK = Duration.ofMillis(200);

  /// The exit status that a shell reports for a process killed by SIGKILL.
  private static final int STATUS_OF_THE_KILLED = 137;

  /// The checkpoint of a probe that has snoozed, so that it does so only once.
  private static final JsonNode SNOOZED = TextNode.valueOf("snoozed");

  private final ProbeConfig config;
  private final InstantSource clock;

  @Inject
  public ProbeHandler(ProbeConfig config) {
    this(config, InstantSource.system());
  }

  ProbeHandler(ProbeConfig config, InstantSource clock) {
    this.config = config;
    this.clock = clock;
  }

  @Override
  public String type() {
    return "probe";
  }

  /// Most probes sleep. The others yield while they burn CPU, so that they share the cores.
  @Override
  public Load load() {
    return Load.WAITING;
  }

  @Override
  public Outcome handle(TaskContext task) throws InterruptedException {
    Instant began = clock.instant();
    Probe probe = task.input(Probe.class);
    if (probe.kill()) {
      return kill();
    }
    if (probe.isFinal()) {
      return Outcome.failedForGood("probe-final", "failed for good, as asked");
    }
    if (probe.snooze().isPositive() && task.checkpoint().isEmpty()) {
      task.checkpoint(SNOOZED);
      return Outcome.snoozed(probe.snooze());
    }
    sleep(probe, task);
    spin(probe, task);
    if (task.attempt() <= probe.failTimes()) {
      return Outcome.failedFor(
          probe.errorCode(),
          "attempt %d failed, as asked: the first %d attempts fail"
              .formatted(task.attempt(), probe.failTimes()),
          probe.retryAfter());
    }
    return Outcome.succeeded(probe.stamp() ? stamped(began, probe.result()) : probe.result());
  }

  private static JsonNode stamped(Instant began, JsonNode result) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("began", began.toString())
        .set("result", result);
  }

  private Outcome kill() {
    if (!config.allowKill()) {
      return Outcome.failedForGood(
          "kill-not-allowed", "this worker does not let probes kill it (offload.probe.allow-kill)");
    }
    log.warn("a probe kills the process, as asked");
    Runtime.getRuntime().halt(STATUS_OF_THE_KILLED);
    throw new IllegalStateException("the process was halted but still runs");
  }

  private static void sleep(Probe probe, TaskContext task) throws InterruptedException {
    Duration length = probe.sleep();
    Duration slept = Duration.ZERO;
    while (slept.compareTo(length) < 0) {
      stopIfCancelled(probe, task);
      Duration left = length.minus(slept);
      Duration nap = left.compareTo(LOOK) < 0 ? left : LOOK;
      sleep(nap, probe.ignoreCancel());
      slept = slept.plus(nap);
      if (slept.compareTo(length) < 0 && slept.toMillis() % STEP.toMillis() == 0) {
        task.progress(slept.toMillis(), length.toMillis(), null);
      }
    }
  }

  private static void sleep(Duration nap, boolean toTheEnd) throws InterruptedException {
    long end = System.nanoTime() + nap.toNanos();
    boolean isOver = false;
    while (!isOver) {
      try {
        Thread.sleep(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
        isOver = true;
      } catch (InterruptedException e) {
        if (!toTheEnd) {
          throw e;
        }
      }
    }
  }

  // Burning CPU is what it is for. It yields so that other probes get some.
  @SuppressWarnings("ThreadPriorityCheck")
  private static void spin(Probe probe, TaskContext task) {
    long length = probe.spin().toNanos();
    long start = System.nanoTime();
    while (System.nanoTime() - start < length) {
      stopIfCancelled(probe, task);
      Thread.yield();
    }
  }

  private static void stopIfCancelled(Probe probe, TaskContext task) {
    if (task.isCancelled() && !probe.ignoreCancel()) {
      throw new CancellationException("stopped");
    }
  }
}
