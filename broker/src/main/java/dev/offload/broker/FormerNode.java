package dev.offload.broker;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import javax.management.JMException;
import javax.management.ObjectName;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/// The node that was killed in a directory, before another one takes its place.
///
/// While its session lasts, its partitions seem to have a leader, and for a moment after that they
/// have none. The next node would finish open transactions at that time. Whatever it has to tell a
/// partition in that moment is dropped as if the partition had been deleted (KAFKA-20734): its
/// committed records would never be seen, nor any after them.
///
/// So a controller that runs alone declares it dead first.
final class FormerNode {
  private static final String LEFT_BY_A_CLEAN_STOP = ".kafka_cleanshutdown";
  private static final String LEFT_BY_ANY = "__cluster_metadata-0";
  private static final String IT_IS_DEAD =
      "kafka.controller:type=KafkaController,name=FencedBrokerCount";
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration LOOK_AGAIN_AFTER = Duration.ofMillis(50);

  private FormerNode() {}

  static boolean wasKilledIn(Path directory) {
    return Files.exists(directory.resolve(LEFT_BY_ANY))
        && !Files.exists(directory.resolve(LEFT_BY_A_CLEAN_STOP));
  }

  /// Returns when the node is known to be dead, which takes as long as its session, or was never
  /// alive.
  static void declareDead(BrokerSettings settings, int controllerPort) {
    var config = KafkaConfig.fromProps(NodeProperties.ofController(settings, controllerPort));
    var controller = new KafkaRaftServer(config, Time.SYSTEM);
    try {
      controller.startup();
      awaitDeath();
    } finally {
      controller.shutdown();
      controller.awaitShutdown();
    }
  }

  private static void awaitDeath() {
    var deadline = Instant.now().plus(PATIENCE);
    try {
      while (!isDead() && Instant.now().isBefore(deadline)) {
        Thread.sleep(LOOK_AGAIN_AFTER);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean isDead() {
    try {
      var fenced =
          ManagementFactory.getPlatformMBeanServer()
              .getAttribute(new ObjectName(IT_IS_DEAD), "Value");
      return fenced instanceof Integer count && count > 0;
    } catch (JMException _) {
      return false;
    }
  }
}
