package dev.offload.lifecycle.topology;

import static dev.offload.lifecycle.Fixtures.QUEUE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.lifecycle.Fixtures;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.task.Origin;
import dev.offload.schemas.topic.Topics;
import dev.offload.testkit.LogLines;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A partition that another process has left, with what stands in its stores.
class TakenOverTest {
  private static final Duration TWO_DAYS = Duration.ofDays(2);

  private final LifecycleRig rig = new LifecycleRig();
  private final List<StateStore> stores =
      List.of(
          store(LifecycleTopology.TASKS_STORE, Serdes.String()),
          store(LifecycleTopology.SCHEDULES_STORE, Serdes.String()),
          store(LifecycleTopology.TIMERS_STORE, Serdes.Bytes()));
  private MockProcessorContext<String, Outgoing> context;
  private LifecycleProcessor partition;

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void cursorThatIsAheadComesBackAndTimersGoOffInTime() {
    // Given
    rig.leap(TWO_DAYS);
    takeOver();
    submitFor(rig.now().plusMillis(10));
    goOn(Duration.ofMillis(50));
    assertThat(handedOut()).isEqualTo(1);
    rig.leap(TWO_DAYS.negated());
    // When
    try (LogLines log = LogLines.of(LifecycleProcessor.class)) {
      takeOver();
      // Then
      assertThat(log.errors()).singleElement().asString().contains("the clock has come back");
    }
    submitFor(rig.now().plusSeconds(5));
    goOn(Duration.ofSeconds(4));
    assertThat(handedOut()).isZero();
    // When
    goOn(Duration.ofSeconds(1));
    // Then
    assertThat(handedOut()).isEqualTo(1);
  }

  @Test
  void cursorThatIsAheadByLittleStands() {
    // Given
    takeOver();
    submitFor(rig.now().plusSeconds(2));
    goOn(Duration.ofSeconds(2));
    rig.leap(Duration.ofSeconds(-2));
    // When
    try (LogLines log = LogLines.of(LifecycleProcessor.class)) {
      takeOver();
      // Then
      assertThat(log.errors()).isEmpty();
    }
  }

  /// A process that is new has the partition from now on.
  private void takeOver() {
    context = new MockProcessorContext<>(new Properties(), new TaskId(0, 0), null);
    for (StateStore store : stores) {
      context.addStateStore(store);
    }
    partition = new LifecycleProcessor(rig.tools);
    partition.init(context);
  }

  private void goOn(Duration time) {
    rig.advance(time);
    context.scheduledPunctuators().stream()
        .filter(one -> !one.cancelled())
        .map(CapturedPunctuator::getPunctuator)
        .toList()
        .forEach(one -> one.punctuate(rig.now().toEpochMilli()));
  }

  private void submitFor(Instant runAt) {
    SubmitTask task = Fixtures.task(rig.now(), runAt, Origin.CLIENT, Fixtures.json("input"));
    String key = task.taskId().toString();
    var record = Topics.COMMANDS.encoded(key, task, 1);
    context.setRecordMetadata(record.topic(), 0, 0);
    partition.process(
        new Record<>(key, record.value(), rig.now().toEpochMilli(), record.headers()));
  }

  private long handedOut() {
    String work = Topics.work(QUEUE).name();
    return context.forwarded().stream()
        .filter(forward -> forward.record().value().topic().equals(work))
        .count();
  }

  private static <K> StateStore store(String name, Serde<K> keys) {
    StateStore store =
        Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), keys, Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    MockProcessorContext<String, Outgoing> context =
        new MockProcessorContext<>(new Properties(), new TaskId(0, 0), null);
    store.init(context.getStateStoreContext(), store);
    return store;
  }
}
