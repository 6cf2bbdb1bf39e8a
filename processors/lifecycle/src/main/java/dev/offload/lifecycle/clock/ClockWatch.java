package dev.offload.lifecycle.clock;

import dev.offload.kafka.admin.AdminAnswer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.QuorumInfo;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks Kafka for the time every few seconds, on its own thread. If this machine's clock
/// differs too much, it raises the alarm with a log line and a metric.
///
/// The leader of Kafka's metadata tells when each voter was last up to date. For the leader
/// itself, that is now.
public final class ClockWatch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ClockWatch.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration EVERY = Duration.ofSeconds(5);
  private static final double MILLIS = 1000;

  private final Admin admin;
  private final AgreedClock clock;
  private final Thread thread = Thread.ofPlatform().name("clock").daemon().unstarted(this::run);
  private boolean isRefused;
  private boolean isOff;

  public ClockWatch(Admin admin, AgreedClock clock, MeterRegistry metrics) {
    this.admin = admin;
    this.clock = clock;
    Gauge.builder("offload.lifecycle.clock.ahead", clock, ClockWatch::secondsAhead)
        .description("Seconds that this machine's clock is ahead of the broker's")
        .baseUnit("seconds")
        .register(metrics);
  }

  public void start() {
    thread.start();
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        look();
        Thread.sleep(EVERY);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Asks once.
  public void look() throws InterruptedException {
    try {
      QuorumInfo quorum = AdminAnswer.await(admin.describeMetadataQuorum().quorumInfo(), PATIENCE);
      leadersTime(quorum).ifPresent(clock::brokerSays);
      isRefused = false;
    } catch (KafkaException e) {
      if (!isRefused) {
        log.warn(
            "Kafka does not say what time it is, so this machine's clock is trusted: {}",
            e.toString());
      }
      isRefused = true;
    }
    compare();
  }

  private static Optional<Instant> leadersTime(QuorumInfo quorum) {
    return quorum.voters().stream()
        .filter(voter -> voter.replicaId() == quorum.leaderId())
        .map(QuorumInfo.ReplicaState::lastCaughtUpTimestamp)
        .filter(OptionalLong::isPresent)
        .map(time -> Instant.ofEpochMilli(time.getAsLong()))
        .findFirst();
  }

  private void compare() {
    Duration ahead = clock.aheadOfBroker().orElse(Duration.ZERO);
    boolean off = ahead.abs().compareTo(clock.tolerance()) > 0;
    if (off && !isOff) {
      log.error(
          "this machine's clock is {} {} the broker's: set both right. Tasks go by a time at most"
              + " {} after the broker's",
          ahead.abs(),
          ahead.isNegative() ? "behind" : "ahead of",
          clock.tolerance());
    } else if (isOff && !off) {
      log.info("this machine's clock and the broker's agree again");
    }
    isOff = off;
  }

  private static double secondsAhead(AgreedClock clock) {
    return clock.aheadOfBroker().map(ahead -> ahead.toMillis() / MILLIS).orElse(0.0);
  }
}
