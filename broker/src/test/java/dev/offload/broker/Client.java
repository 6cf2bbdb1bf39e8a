package dev.offload.broker;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// A minimal user of a Kafka node: one-partition topics of strings.
record Client(String bootstrapServers) {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  void createTopic(String topic) throws Exception {
    createTopic(topic, 1);
  }

  void createTopic(String topic, int partitions) throws Exception {
    try (var admin = Admin.create(connection())) {
      admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1))).all().get();
    }
  }

  /// The partitions whose last committed record is followed by others even after a while.
  Set<TopicPartition> openForEver(String topic, int partitions) throws Exception {
    var deadline = Instant.now().plus(PATIENCE);
    try (var admin = Admin.create(connection())) {
      while (true) {
        var all = ends(admin, topic, partitions, IsolationLevel.READ_UNCOMMITTED);
        var committed = ends(admin, topic, partitions, IsolationLevel.READ_COMMITTED);
        all.entrySet().removeAll(committed.entrySet());
        if (all.isEmpty() || Instant.now().isAfter(deadline)) {
          return all.keySet();
        }
        Thread.sleep(Duration.ofMillis(200));
      }
    }
  }

  private static Map<TopicPartition, Long> ends(
      Admin admin, String topic, int partitions, IsolationLevel isolation) throws Exception {
    var asked = new HashMap<TopicPartition, OffsetSpec>();
    for (int number = 0; number < partitions; number++) {
      asked.put(new TopicPartition(topic, number), OffsetSpec.latest());
    }
    var ends = new HashMap<TopicPartition, Long>();
    admin
        .listOffsets(asked, new ListOffsetsOptions(isolation))
        .all()
        .get()
        .forEach((partition, end) -> ends.put(partition, end.offset()));
    return ends;
  }

  void send(String topic, String... values) throws Exception {
    try (var producer =
        new KafkaProducer<>(connection(), new StringSerializer(), new StringSerializer())) {
      for (var value : values) {
        producer.send(new ProducerRecord<>(topic, value)).get();
      }
    }
  }

  List<String> read(String topic, int count) {
    try (var consumer =
        new KafkaConsumer<>(connection(), new StringDeserializer(), new StringDeserializer())) {
      var partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      return collect(count, () -> consumer.poll(Duration.ofMillis(200)));
    }
  }

  List<String> readShared(String group, String topic, int count) throws Exception {
    configureShareGroup(group);
    var properties = new HashMap<>(connection());
    properties.put("group.id", group);
    try (var consumer =
        new KafkaShareConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of(topic));
      return collect(count, () -> consumer.poll(Duration.ofMillis(200)));
    }
  }

  private void configureShareGroup(String group) throws Exception {
    try (var admin = Admin.create(connection())) {
      admin
          .incrementalAlterConfigs(
              Map.of(
                  new ConfigResource(ConfigResource.Type.GROUP, group),
                  List.of(
                      set("share.auto.offset.reset", "earliest"),
                      set("share.heartbeat.interval.ms", "1000"))))
          .all()
          .get();
    }
  }

  private static AlterConfigOp set(String name, String value) {
    return new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
  }

  private static List<String> collect(int count, Supplier<ConsumerRecords<String, String>> poll) {
    var values = new ArrayList<String>();
    var deadline = Instant.now().plus(PATIENCE);
    while (values.size() < count && Instant.now().isBefore(deadline)) {
      poll.get().forEach(record -> values.add(record.value()));
    }
    return values;
  }

  private Map<String, Object> connection() {
    return Map.of("bootstrap.servers", bootstrapServers);
  }
}
