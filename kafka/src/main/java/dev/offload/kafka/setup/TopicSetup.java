package dev.offload.kafka.setup;

import static dev.offload.kafka.admin.AdminAnswer.await;
import static dev.offload.kafka.admin.AdminAnswer.onceKnown;

import dev.offload.kafka.admin.Settings;
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
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Creates the topics and share groups that a service needs, and checks existing ones. It adds
/// settings that nobody has set on them, such as those that an older release did not ask for.
public final class TopicSetup {
  private static final Logger log = LoggerFactory.getLogger(TopicSetup.class);

  private final Admin admin;
  private final TopicsConfig config;

  public TopicSetup(Admin admin, TopicsConfig config) {
    this.admin = admin;
    this.config = config;
  }

  /// Creates the common topics, and the topics and share groups of `queues`, with its own
  /// admin client.
  public static void ensureAll(
      Map<String, Object> kafka, TopicsConfig config, Collection<String> queues)
      throws InterruptedException {
    try (Admin admin = Admin.create(kafka)) {
      new TopicSetup(admin, config).ensureAll(queues);
    }
  }

  /// Creates the common topics, and the topics and share groups of `queues`, all at once.
  public void ensureAll(Collection<String> queues) throws InterruptedException {
    List<Topic<?>> topics = new ArrayList<>(Topics.COMMON);
    queues.forEach(queue -> topics.addAll(ofQueue(queue)));
    ensure(topics);
    new ShareGroupSetup(admin).ensure(queues.stream().map(Topics::shareGroup).toList());
  }

  /// Creates the topics and the share group of `queue`, before its first task is accepted.
  public void ensureQueue(String queue) throws InterruptedException {
    ensure(ofQueue(queue));
    new ShareGroupSetup(admin).ensure(List.of(Topics.shareGroup(queue)));
  }

  private static List<Topic<?>> ofQueue(String queue) {
    return List.of(Topics.direct(queue), Topics.work(queue));
  }

  /// Creates the topics that are missing. When this returns, all can be written to. If some
  /// are not as they should be, it throws a [WrongTopicsException] that says what to do.
  public void ensure(Collection<? extends Topic<?>> topics) throws InterruptedException {
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

  private void make(Collection<Topic<?>> missing) throws InterruptedException {
    List<NewTopic> wanted = new ArrayList<>();
    missing.forEach(topic -> wanted.add(newTopic(topic)));
    for (KafkaFuture<Void> made : admin.createTopics(wanted).values().values()) {
      try {
        await(made);
      } catch (TopicExistsException _) {
        // Another service was faster.
      }
    }
  }

  private Map<String, TopicDescription> describe(Collection<? extends Topic<?>> topics)
      throws InterruptedException {
    List<String> names = topics.stream().map(Topic::name).toList();
    return onceKnown(() -> admin.describeTopics(names).allTopicNames());
  }

  private List<TopicFault> inspect(
      Collection<? extends Topic<?>> topics, Map<String, TopicDescription> found)
      throws InterruptedException {
    List<ConfigResource> resources =
        topics.stream().map(topic -> Settings.topic(topic.name())).distinct().toList();
    Map<ConfigResource, Config> settings = onceKnown(() -> admin.describeConfigs(resources).all());
    List<TopicFault> faults = new ArrayList<>();
    for (Topic<?> topic : topics) {
      TopicInspection inspection =
          TopicInspection.of(
              topic, config, found.get(topic.name()), settings.get(Settings.topic(topic.name())));
      faults.addAll(inspection.faults());
      if (!inspection.unset().isEmpty() && !isSet(topic, inspection.unset())) {
        faults.addAll(inspection.faultsIfLeft(topic, settings.get(Settings.topic(topic.name()))));
      }
    }
    return faults;
  }

  private boolean isSet(Topic<?> topic, Map<String, String> unset) throws InterruptedException {
    try {
      await(
          admin
              .incrementalAlterConfigs(Map.of(Settings.topic(topic.name()), Settings.set(unset)))
              .all());
      log.info("setting defaults on the topic topic={} settings={}", topic.name(), unset);
      return true;
    } catch (KafkaException e) {
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

  private Set<String> existing() throws InterruptedException {
    return await(admin.listTopics().names());
  }

  private NewTopic newTopic(Topic<?> topic) {
    return new NewTopic(
            topic.name(), TopicInspection.partitions(topic, config), config.replicationFactor())
        .configs(TopicInspection.settings(topic, config));
  }
}
