package dev.offload.lifecycle.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.lifecycle.Fixtures;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.topic.Topics;
import java.nio.file.Path;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// When a partition asks for its transaction to be committed.
class CommitTest {
  private final LifecycleRig rig = new LifecycleRig();
  private final LifecycleProcessor partition = new LifecycleProcessor(rig.tools);
  private PartitionStores stores;
  private MockProcessorContext<String, Outgoing> context;

  @BeforeEach
  void start(@TempDir Path directory) {
    stores = PartitionStores.in(directory);
    context = stores.context();
    partition.init(context);
  }

  @AfterEach
  void stop() {
    stores.close();
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
