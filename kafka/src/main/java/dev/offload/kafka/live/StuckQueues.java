package dev.offload.kafka.live;

import dev.offload.kafka.admin.AdminAnswer;
import dev.offload.schemas.topic.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ShareGroupDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Queues that workers serve, but of which Kafka hands nothing out: none of the workers has been
/// given a partition. So it is if a broker can't keep the state of share groups, for example
/// because it can't reach itself by the name that it advertises. Everything else looks well then.
///
/// It asks Kafka now and then, on a thread of its own.
public final class StuckQueues implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(StuckQueues.class);
  private static final Duration EVERY = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /// Workers that have just come have none yet.
  static final Duration USUAL = Duration.ofSeconds(30);

  private final Supplier<? extends Collection<String>> queues;
  private final LongSupplier nanoTime;
  private final Admin admin;
  private final Thread thread = Thread.ofVirtual().name("stuck-queues").unstarted(this::run);

  /// When the workers of a queue lost their last partition, by queue.
  private volatile Map<String, Long> idleSince = Map.of();

  private StuckQueues(
      Map<String, Object> kafka,
      Supplier<? extends Collection<String>> queues,
      LongSupplier nanoTime) {
    this.queues = queues;
    this.nanoTime = nanoTime;
    this.admin = AdminAnswer.admin(kafka, PATIENCE);
  }

  /// Begins to watch over what `queues` names each time.
  public static StuckQueues among(
      Map<String, Object> kafka, Supplier<? extends Collection<String>> queues) {
    StuckQueues watch = new StuckQueues(kafka, queues, System::nanoTime);
    watch.thread.start();
    return watch;
  }

  /// The same for a test, which has it [#look] when it wants.
  static StuckQueues idle(
      Map<String, Object> kafka,
      Supplier<? extends Collection<String>> queues,
      LongSupplier nanoTime) {
    return new StuckQueues(kafka, queues, nanoTime);
  }

  public boolean has(String queue) {
    Long since = idleSince.get(queue);
    return since != null && nanoTime.getAsLong() - since >= USUAL.toNanos();
  }

  private void run() {
    try {
      while (true) {
        look();
        Thread.sleep(EVERY);
      }
    } catch (InterruptedException _) {
      log.debug("interrupted, the share groups are no longer watched");
    }
  }

  /// Asks Kafka once. A queue that it does not tell about is as before.
  void look() throws InterruptedException {
    Map<String, String> groups = new HashMap<>();
    queues.get().forEach(queue -> groups.put(Topics.shareGroup(queue), queue));
    Map<String, Long> now = new HashMap<>(idleSince);
    now.keySet().retainAll(Set.copyOf(groups.values()));
    if (!groups.isEmpty()) {
      Map<String, KafkaFuture<ShareGroupDescription>> asked =
          admin.describeShareGroups(groups.keySet()).describedGroups();
      for (Map.Entry<String, KafkaFuture<ShareGroupDescription>> one : asked.entrySet()) {
        note(groups.get(one.getKey()), one.getValue(), now);
      }
    }
    idleSince = Map.copyOf(now);
  }

  private void note(String queue, KafkaFuture<ShareGroupDescription> answer, Map<String, Long> idle)
      throws InterruptedException {
    try {
      if (isWithoutPartitions(AdminAnswer.await(answer, PATIENCE))) {
        idle.putIfAbsent(queue, nanoTime.getAsLong());
      } else {
        idle.remove(queue);
      }
    } catch (KafkaException e) {
      log.debug("share group not seen queue={}: {}", queue, e.getMessage());
    }
  }

  private static boolean isWithoutPartitions(ShareGroupDescription group) {
    return !group.members().isEmpty()
        && group.members().stream()
            .allMatch(member -> member.assignment().topicPartitions().isEmpty());
  }

  @Override
  public void close() {
    thread.interrupt();
    admin.close(Duration.ZERO);
  }
}
