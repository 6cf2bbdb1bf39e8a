package dev.offload.lifecycle.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.lifecycle.Fixtures;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.topic.Topics;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// When a partition asks for its transaction to be committed.
class CommitTest {
  private final LifecycleRig rig = new LifecycleRig();
  private final MockProcessorContext<String, Outgoing> context =
      new MockProcessorContext<>(new Properties(), new TaskId(0, 0), null);
  private final LifecycleProcessor partition = new LifecycleProcessor(rig.tools);

  @BeforeEach
  void start() {
    store(LifecycleTopology.TASKS_STORE, Serdes.String());
    store(LifecycleTopology.SCHEDULES_STORE, Serdes.String());
    store(LifecycleTopology.TIMERS_STORE, Serdes.Bytes());
    partition.init(context);
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void singleRecordIsCommittedAtOnce() {
    rig.backlog.polled(1, false);

    process();

    assertThat(context.committed()).isTrue();
  }

  @Test
  void recordsThatCameTogetherShareOneCommit() {
    rig.backlog.polled(2, false);

    process();
    assertThat(context.committed()).isFalse();
    process();
    assertThat(context.committed()).isTrue();
  }

  @Test
  void timersAreCommittedAtOnce() {
    ring();

    assertThat(context.committed()).isTrue();
  }

  @Test
  void timersWaitForTheRecordsThatWerePolledBefore() {
    rig.backlog.polled(1, false);

    ring();
    assertThat(context.committed()).isFalse();
    process();
    assertThat(context.committed()).isTrue();
  }

  private <K> void store(String name, Serde<K> keys) {
    StateStore store =
        Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), keys, Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    store.init(context.getStateStoreContext(), store);
    context.addStateStore(store);
  }

  private void process() {
    SubmitTask task = Fixtures.task(rig.now());
    String key = task.taskId().toString();
    var record = Topics.COMMANDS.encoded(key, task, 1);
    context.setRecordMetadata(record.topic(), 0, 0);
    partition.process(
        new Record<>(key, record.value(), rig.now().toEpochMilli(), record.headers()));
  }

  private void ring() {
    context.scheduledPunctuators().getLast().getPunctuator().punctuate(rig.now().toEpochMilli());
  }
}
