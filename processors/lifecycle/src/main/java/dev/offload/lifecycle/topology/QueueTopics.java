package dev.offload.lifecycle.topology;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Makes sure that a queue's topics are there before anything is written to them: whoever submits
/// has made them, but a topic that is missing after all would hold up its whole partition. Asks
/// Kafka once per queue.
public final class QueueTopics {
  private final Consumer<String> setup;
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  /// `setup` makes a queue's topics, as [TopicSetup#ensureQueue] does.
  public QueueTopics(Consumer<String> setup) {
    this.setup = setup;
  }

  void ensure(String queue) {
    if (!known.contains(queue)) {
      setup.accept(queue);
      known.add(queue);
    }
  }
}
