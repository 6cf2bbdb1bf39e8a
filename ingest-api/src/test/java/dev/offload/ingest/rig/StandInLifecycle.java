package dev.offload.ingest.rig;

import dev.offload.kafka.read.WholeTopicReader;
import dev.offload.schemas.command.CancelGroup;
import dev.offload.schemas.command.Command;
import dev.offload.schemas.command.GroupCommand;
import dev.offload.schemas.command.OpenGroup;
import dev.offload.schemas.command.SealGroup;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.task.GroupState;
import dev.offload.schemas.task.GroupStatus;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.topic.Topics;
import dev.offload.testkit.KafkaForTests;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;

/// Stands where the lifecycle service would, on its topics: the first submission of each id becomes
/// a task, others change nothing. Groups are opened, sealed and cancelled.
public final class StandInLifecycle implements AutoCloseable {

  private static final int PARTITIONS = 3;

  private final Producer<String, Task> tasks =
      KafkaForTests.producer(new StringSerializer(), Topics.TASKS.values().serializer());
  private final Producer<String, GroupStatus> groups =
      KafkaForTests.producer(new StringSerializer(), Topics.GROUPS.values().serializer());
  private final Set<String> seen = new HashSet<>();
  private final Map<GroupId, GroupStatus> known = new HashMap<>();
  private final WholeTopicReader<Command> commands =
      new WholeTopicReader<>(KafkaForTests.connection(), Topics.COMMANDS, this::decide).start();
  private final WholeTopicReader<SubmitTask> batches =
      new WholeTopicReader<>(KafkaForTests.connection(), Topics.BATCHES, this::decide).start();

  /// Commits what the lifecycle would have once it has read all submissions there are.
  public static void hasReadEverything() throws ExecutionException, InterruptedException {
    try (Admin admin = KafkaForTests.admin()) {
      Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
      for (String topic : admin.listTopics().names().get()) {
        if (Topics.isSubmitted(topic)) {
          for (int partition = 0; partition < PARTITIONS; partition++) {
            wanted.put(new TopicPartition(topic, partition), OffsetSpec.latest());
          }
        }
      }
      Map<TopicPartition, OffsetAndMetadata> ends = new HashMap<>();
      admin
          .listOffsets(wanted)
          .all()
          .get()
          .forEach((partition, end) -> ends.put(partition, new OffsetAndMetadata(end.offset())));
      admin.alterConsumerGroupOffsets(Topics.LIFECYCLE_GROUP, ends).all().get();
    }
  }

  private synchronized void decide(
      List<? extends ConsumerRecord<String, ? extends Command>> records,
      Map<Integer, Long> positions) {
    for (ConsumerRecord<String, ? extends Command> record : records) {
      if (record.value() instanceof SubmitTask submit && seen.add(record.key())) {
        write(submit);
      }
      if (record.value() instanceof GroupCommand command) {
        decide(command);
      }
    }
  }

  private void decide(GroupCommand command) {
    GroupStatus group = known.get(command.group());
    if (group != null || command instanceof OpenGroup) {
      GroupStatus decided = decided(command, group);
      known.put(command.group(), decided);
      var _ = groups.send(Topics.GROUPS.record(command.group().toString(), decided, PARTITIONS));
    }
  }

  /// Nobody counts the tasks of the group here, so it does not end.
  private static GroupStatus decided(GroupCommand command, GroupStatus group) {
    return switch (command) {
      case OpenGroup open -> group == null ? open.begun() : group;
      case SealGroup seal -> TestGroups.next(group, GroupState.RUNNING, seal.at(), null);
      case CancelGroup cancel ->
          TestGroups.next(group, GroupState.RUNNING, cancel.at(), cancel.at());
    };
  }

  private void write(SubmitTask submit) {
    Task task =
        submit.timing().debounce() == null
            ? submit.begun(Optional.ofNullable(submit.timing().runAt()))
            : submit.begunAt(submit.timing().createdAt());
    var _ = tasks.send(Topics.TASKS.record(submit.taskId().toString(), task, PARTITIONS));
  }

  @Override
  public void close() {
    commands.close();
    batches.close();
    tasks.close();
    groups.close();
  }
}
