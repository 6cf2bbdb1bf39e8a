package dev.offload.bench.beside;

import dev.offload.bench.load.Answers;
import dev.offload.bench.load.Driver;
import dev.offload.bench.load.Requests;
import dev.offload.bench.load.Schedule;
import dev.offload.bench.load.Start;
import dev.offload.bench.measure.Subject;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/// The work of one side in one round: POSTs with workers running, until the last task has ended;
/// then tasks that wait in a paused queue, which is resumed.
///
/// @param cpuPerTask processor time of the side's processes in the first part
record Round(Map<Rate, Double> rates, Duration cpuPerTask) {
  /// Each task has 256 bytes to carry and returns them.
  /// A few may begin before every worker knows of the pause.
  private static final double ALL_BUT_A_FEW = 0.99;

  private static final String TASK =
      "{\"type\":\"probe\",\"input\":{\"result\":{\"d\":\"%s\"}}}".formatted("x".repeat(256));

  private static final Duration LOOK_EVERY = Duration.ofMillis(20);
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final double NANOS = 1e9;

  static Round of(Peer peer, Size size) throws IOException, InterruptedException {
    peer.begin();
    Duration before = peer.cpu();
    Start start;
    Answers answers;
    try (Driver driver = Driver.open(peer.url(), Subject.CONNECTIONS)) {
      start = Start.now();
      answers = post(peer, driver, new Schedule.Flood(size.posting()), start);
    }
    int count = (int) answers.count();
    awaitSuccess(peer, count);
    double whole = count / secondsSince(start.nanoTime());
    Duration cpu = peer.cpu().minus(before);
    return new Round(
        Map.of(
            Rate.ACCEPTED,
            answers.perSecond(),
            Rate.WHOLE,
            whole,
            Rate.DRAINED,
            drained(peer, size)),
        cpu.dividedBy(count));
  }

  private static double drained(Peer peer, Size size) throws IOException, InterruptedException {
    peer.begin();
    peer.pause();
    try (Driver driver = Driver.open(peer.url(), Subject.CONNECTIONS)) {
      var _ = post(peer, driver, new Schedule.AtOnce(size.drained()), Start.now());
    }
    int waiting = peer.awaitWaiting();
    if (waiting < size.drained() * ALL_BUT_A_FEW) {
      throw new IllegalStateException(
          "%s shows %d waiting tasks of %d".formatted(peer.name(), waiting, size.drained()));
    }
    long start = System.nanoTime();
    peer.resume();
    awaitSuccess(peer, size.drained());
    return waiting / secondsSince(start);
  }

  private static Answers post(Peer peer, Driver driver, Schedule schedule, Start start)
      throws IOException {
    Requests requests = Requests.tasks(peer.url(), peer.apiKey(), null, _ -> TASK);
    return driver.run(requests, schedule, start).allWith(Subject.ACCEPTED);
  }

  private static void awaitSuccess(Peer peer, int count) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!peer.haveSucceeded(count)) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "%s has not done %d tasks within %s".formatted(peer.name(), count, PATIENCE));
      }
      Thread.sleep(LOOK_EVERY);
    }
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) / NANOS;
  }
}
