package dev.offload.lifecycle.line;

import dev.offload.lifecycle.line.LineRules.Capacity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.stream.IntStream;

/// Partitions that never run out of tasks, and workers that take what is handed out, in order.
/// Both hear of each other late, as under load.
final class Flood {
  private static final Duration STEP = Duration.ofMillis(10);
  private static final Duration LATE = Duration.ofMillis(400);
  private static final Duration BETWEEN_TELLINGS = Duration.ofSeconds(3);

  private final int slots;
  private final List<Partition> partitions;
  private final Queue<HandedOut> waiting = new ArrayDeque<>();
  private final List<Run> running = new ArrayList<>();
  private final List<Run> ended = new ArrayList<>();
  private Duration run;
  private int startsPerSecond = Integer.MAX_VALUE;
  private Instant now = Instant.parse("2026-11-22T10:00:00Z");
  private Capacity told;
  private int mostWithWorkers;
  private Duration longestWait = Duration.ZERO;
  private long used;
  private long starts;
  private long steps;

  private record HandedOut(Partition partition, Instant at) {}

  private record Run(Partition partition, Duration length, Instant end) {}

  private static final class Partition {
    private final Window window;
    private boolean hasTasks = true;
    private int withWorkers;

    private Partition(int partitions) {
      window = new Window(partitions);
    }
  }

  Flood(int partitions, int slots, Duration run) {
    this.slots = slots;
    this.run = run;
    this.partitions =
        IntStream.range(0, partitions).mapToObj(_ -> new Partition(partitions)).toList();
    this.told = new Capacity(slots, 0, now);
  }

  /// The other partitions have no tasks.
  void onlyIn(int partition) {
    for (int other = 0; other < partitions.size(); other++) {
      partitions.get(other).hasTasks = other == partition;
    }
  }

  /// Tasks that start from now on take so long.
  void tasksTake(Duration length) {
    run = length;
  }

  /// Workers are busy with other things, and start no more than so many tasks in a second.
  void startsPerSecond(int atMost) {
    startsPerSecond = atMost;
  }

  void last(Duration time) {
    Instant end = now.plus(time);
    while (now.isBefore(end)) {
      now = now.plus(STEP);
      step();
    }
  }

  /// Forgets what was counted so far.
  void forget() {
    mostWithWorkers = 0;
    longestWait = Duration.ZERO;
    used = 0;
    starts = 0;
    steps = 0;
  }

  int mostWithWorkers() {
    return mostWithWorkers;
  }

  /// From the hand-out to the start, without the time until workers hear of it.
  Duration longestWait() {
    return longestWait;
  }

  /// How much of all slots is in use.
  double partInUse() {
    return (double) used / steps / slots;
  }

  double startedPerSecond() {
    return starts * 1000.0 / (steps * STEP.toMillis());
  }

  private void step() {
    end();
    start();
    tell();
    partitions.forEach(this::handOut);
    mostWithWorkers = Math.max(mostWithWorkers, waiting.size() + running.size());
    used += running.size();
    steps++;
  }

  private void end() {
    for (Iterator<Run> runs = running.iterator(); runs.hasNext(); ) {
      Run one = runs.next();
      if (!one.end().isAfter(now)) {
        runs.remove();
        ended.add(one);
      }
    }
    for (Iterator<Run> runs = ended.iterator(); runs.hasNext(); ) {
      Run one = runs.next();
      if (!one.end().plus(LATE).isAfter(now)) {
        runs.remove();
        one.partition().withWorkers--;
        one.partition().window.ended(one.length());
      }
    }
  }

  private void start() {
    long most = startsPerSecond * STEP.toMillis() / 1000;
    for (long started = 0;
        started < most
            && running.size() < slots
            && !waiting.isEmpty()
            && !waiting.peek().at().plus(LATE).isAfter(now);
        started++) {
      HandedOut next = waiting.remove();
      Duration wait = Duration.between(next.at().plus(LATE), now);
      longestWait = wait.compareTo(longestWait) > 0 ? wait : longestWait;
      next.partition().window.started(wait.plus(LATE));
      starts++;
      running.add(new Run(next.partition(), run, now.plus(run)));
    }
  }

  /// Workers tell regularly, and at once after a large change.
  private void tell() {
    boolean isDue = !told.toldAt().plus(BETWEEN_TELLINGS).isAfter(now);
    if (isDue || 2 * Math.abs(running.size() - told.running()) >= slots) {
      told = new Capacity(slots, running.size(), now);
    }
  }

  private void handOut(Partition partition) {
    Window window = partition.window;
    if (window.isTimeToLook(now)) {
      window.look(told, partition.hasTasks && partition.withWorkers >= window.size(), now);
    }
    while (partition.hasTasks && partition.withWorkers < window.size()) {
      partition.withWorkers++;
      waiting.add(new HandedOut(partition, now));
    }
  }
}
