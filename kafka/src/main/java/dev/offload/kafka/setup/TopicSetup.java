package dev.offload.kafka.setup;

import static dev.offload.kafka.admin.AdminAnswer.await;
import static dev.offload.kafka.admin.AdminAnswer.onceKnown;

import dev.offload.schemas.topic.Topic;
import dev.offload.schemas.topic.Topics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the topics and share groups a service needs, and checks those that are there: what nobody
/// has set on them is set, such as what an older version did not ask for.
public final class TopicSetup {
  private static final Logger log = LoggerFactory.getLogger(TopicSetup.class);

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

  /// Makes those of `topics` that are missing; on return all can be written to. Throws a
  /// [WrongTopicsException] that says what to do where some exist that are otherwise.
  public void ensure(Collection<? extends Topic<?>> topics) {
    Map<String, Topic<?>> missing = new HashMap<>();
    topics.forEach(topic -> missing.put(topic.name(), topic));
    missing.keySet().removeAll(existing());
    make(missing.values());
    Map<String, TopicDescription> found = describe(topics);
    List<TopicFault> faults = new ArrayList<>(inspect(topics, found));
    TopicLeaders.await(
        admin,
        found.values().stream()
            .collect(Collectors.toMap(TopicDescription::name, one -> one.partitions().size())));
    if (!faults.isEmpty()) {
      throw new WrongTopicsException(faults);
    }
  }

  /// Sets what nobody has set on those of `topics` that are there, and makes none. Returns what is
  /// wrong with them.
  public List<TopicFault> settle(Collection<? extends Topic<?>> topics) {
    Set<String> existing = existing();
    List<? extends Topic<?>> there =
        topics.stream().filter(topic -> existing.contains(topic.name())).toList();
    return there.isEmpty() ? List.of() : inspect(there, describe(there));
  }

  private void make(Collection<Topic<?>> missing) {
    List<NewTopic> wanted = new ArrayList<>();
    missing.forEach(topic -> wanted.add(newTopic(topic)));
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
  }

  private Map<String, TopicDescription> describe(Collection<? extends Topic<?>> topics) {
    List<String> names = topics.stream().map(Topic::name).toList();
    return onceKnown(() -> admin.describeTopics(names).allTopicNames());
  }

  private List<TopicFault> inspect(
      Collection<? extends Topic<?>> topics, Map<String, TopicDescription> found) {
    List<ConfigResource> resources =
        topics.stream().map(topic -> resource(topic.name())).distinct().toList();
    Map<ConfigResource, Config> settings = onceKnown(() -> admin.describeConfigs(resources).all());
    List<TopicFault> faults = new ArrayList<>();
    for (Topic<?> topic : topics) {
      TopicInspection inspection =
          TopicInspection.of(
              topic, config, found.get(topic.name()), settings.get(resource(topic.name())));
      faults.addAll(inspection.faults());
      if (!inspection.unset().isEmpty() && !isSet(topic, inspection.unset())) {
        faults.addAll(inspection.faultsIfLeft(topic, settings.get(resource(topic.name()))));
      }
    }
    return faults;
  }

  private boolean isSet(Topic<?> topic, Map<String, String> unset) {
    List<AlterConfigOp> operations =
        unset.entrySet().stream()
            .map(one -> new ConfigEntry(one.getKey(), one.getValue()))
            .map(entry -> new AlterConfigOp(entry, AlterConfigOp.OpType.SET))
            .toList();
    try {
      await(admin.incrementalAlterConfigs(Map.of(resource(topic.name()), operations)).all());
      log.info(
          "topic is given what nobody has set on it topic={} settings={}", topic.name(), unset);
      return true;
    } catch (IllegalStateException e) {
      String settings =
          unset.entrySet().stream().map(Object::toString).collect(Collectors.joining(","));
      log.warn(
          "topic {} lacks {} and can't be given it here ({}): set it with kafka-configs.sh --alter"
              + " --entity-type topics --entity-name {} --add-config {}",
          topic.name(),
          settings,
          e.getMessage(),
          topic.name(),
          settings);
      return false;
    }
  }

  private static ConfigResource resource(String topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic);
  }

  private Set<String> existing() {
    return await(admin.listTopics().names());
  }

  private NewTopic newTopic(Topic<?> topic) {
    return new NewTopic(
            topic.name(), TopicInspection.partitions(topic, config), config.replicationFactor())
        .configs(TopicInspection.settings(topic, config));
  }
}
