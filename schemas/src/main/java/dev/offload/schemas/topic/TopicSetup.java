package dev.offload.schemas.topic;

import static dev.offload.schemas.topic.AdminAnswer.await;
import static dev.offload.schemas.topic.AdminAnswer.onceKnown;

import dev.offload.schemas.topic.Topic.Partitions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;

/// Makes the topics and share groups a service needs, and checks those that are there.
public final class TopicSetup {
  private final Admin admin;
  private final TopicsConfig config;

  public TopicSetup(Admin admin, TopicsConfig config) {
    this.admin = admin;
    this.config = config;
  }

  /// Makes the common topics, and the topics and share groups of `queues`, all at once.
  public void ensureAll(Collection<String> queues) {
    List<Topic<?>> topics = new ArrayList<>(Topics.COMMON);
    queues.forEach(queue -> topics.addAll(ofQueue(queue)));
    ensure(topics);
    new ShareGroupSetup(admin).ensure(queues.stream().map(Topics::shareGroup).toList());
  }

  /// Makes the topics and the share group of `queue`, before its first task is accepted.
  public void ensureQueue(String queue) {
    ensure(ofQueue(queue));
    new ShareGroupSetup(admin).ensure(List.of(Topics.shareGroup(queue)));
  }

  private static List<Topic<?>> ofQueue(String queue) {
    return List.of(Topics.direct(queue), Topics.work(queue));
  }

  /// Makes those of `topics` that are missing; on return all can be written to. Throws an
  /// [IllegalStateException] that says what to do where one exists in another shape.
  public void ensure(Collection<? extends Topic<?>> topics) {
    Map<String, Topic<?>> missing = new HashMap<>();
    topics.forEach(topic -> missing.put(topic.name(), topic));
    missing.keySet().removeAll(existing());
    List<NewTopic> wanted = new ArrayList<>();
    missing.values().forEach(topic -> wanted.add(newTopic(topic)));
    admin
        .createTopics(wanted)
        .values()
        .forEach(
            (_, future) -> {
              try {
                await(future);
              } catch (IllegalStateException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                  throw e;
                }
              }
            });
    check(topics);
  }

  private void check(Collection<? extends Topic<?>> topics) {
    Map<String, TopicDescription> found =
        onceKnown(
            () -> admin.describeTopics(topics.stream().map(Topic::name).toList()).allTopicNames());
    for (Topic<?> topic : topics) {
      int actual = found.get(topic.name()).partitions().size();
      if (actual != partitions(topic)) {
        throw new IllegalStateException(
            "topic %s has %d partitions, but offload.topics.partitions asks for %d: set it to %d (the count can't change once tasks are stored)"
                .formatted(topic.name(), actual, partitions(topic), actual));
      }
    }
    checkCleanup(topics);
    TopicLeaders.await(
        admin, topics.stream().collect(Collectors.toMap(Topic::name, this::partitions)));
  }

  private void checkCleanup(Collection<? extends Topic<?>> topics) {
    List<ConfigResource> resources =
        topics.stream()
            .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic.name()))
            .toList();
    var found = onceKnown(() -> admin.describeConfigs(resources).all());
    for (Topic<?> topic : topics) {
      var settings = found.get(new ConfigResource(ConfigResource.Type.TOPIC, topic.name()));
      String wanted = topic.cleanup().config().get("cleanup.policy");
      String actual = settings.get("cleanup.policy").value();
      if (!wanted.equals(actual)) {
        throw new IllegalStateException(
            "topic %s has cleanup.policy=%s, but records would be lost or kept for ever without %s: set it with kafka-configs.sh --alter --entity-type topics --entity-name %s --add-config cleanup.policy=%s"
                .formatted(topic.name(), actual, wanted, topic.name(), wanted));
      }
    }
  }

  private Set<String> existing() {
    return await(admin.listTopics().names());
  }

  private NewTopic newTopic(Topic<?> topic) {
    Map<String, String> settings = new HashMap<>(topic.cleanup().config());
    settings.put("min.insync.replicas", Short.toString(config.minInSyncReplicas()));
    settings.put("max.message.bytes", Integer.toString(config.maxMessageBytes()));
    return new NewTopic(topic.name(), partitions(topic), config.replicationFactor())
        .configs(settings);
  }

  private int partitions(Topic<?> topic) {
    return topic.partitions() == Partitions.ONE ? 1 : config.partitions();
  }
}
