package dev.offload.lifecycle.topology;

import static dev.offload.lifecycle.Fixtures.QUEUE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.lifecycle.Fixtures;
import dev.offload.lifecycle.Fixtures.Run;
import dev.offload.schemas.command.CancelGroup;
import dev.offload.schemas.command.Command;
import dev.offload.schemas.command.ForgetGroup;
import dev.offload.schemas.command.OpenGroup;
import dev.offload.schemas.command.SealGroup;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.config.LimitRule;
import dev.offload.schemas.config.LimitScope;
import dev.offload.schemas.config.LimitScope.OfKey;
import dev.offload.schemas.config.LimitScope.OfTenant;
import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.task.GroupState;
import dev.offload.schemas.task.GroupStatus;
import dev.offload.schemas.task.GroupTerms;
import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.topic.Topics;
import dev.offload.schemas.work.AttemptEvent;
import dev.offload.schemas.work.LimitGrant;
import dev.offload.schemas.work.LimitUse;
import dev.offload.testkit.LogLines;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A partition that another process has left, with what stands in its stores.
class TakenOverTest {
  private static final Duration TWO_DAYS = Duration.ofDays(2);
  private static final LimitScope LIMIT = new OfTenant(Fixtures.TENANT);

  private final LifecycleRig rig = new LifecycleRig();
  private PartitionStores stores;
  private MockProcessorContext<String, Outgoing> context;
  private LifecycleProcessor partition;

  /// How much of what it has written has come back to it.
  private int read;

  @BeforeEach
  void start(@TempDir Path directory) {
    stores = PartitionStores.in(directory);
  }

  @AfterEach
  void stop() {
    stores.close();
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

  @Test
  void tasksInLineKeepTheirPlaces() {
    // Given
    rig.slots = 1;
    takeOver();
    submit(4);
    submit(4);
    TaskId urgent = submit(9);
    assertThat(handedOut()).isEqualTo(1);
    // When
    takeOver();
    goOn(Duration.ofSeconds(1));
    // Then
    assertThat(handedOut()).isEqualTo(1);
    assertThat(context.forwarded().getFirst().record().key()).isEqualTo(urgent.toString());
  }

  @Test
  void takenUnitsAreCountedIfTheirLedgerCannotBeRead() {
    // Given
    SubmitTask running = submitUnderUnreadableLedger();
    // When
    takeOver();
    submit(4);
    submit(Fixtures.ofTenant(Fixtures.task(rig.now()), "globex"));
    receive(new LimitGrant(LIMIT, 0, Long.MAX_VALUE - 1, 1, 1));
    // Then
    assertThat(handedOut()).as("that of the other tenant").isEqualTo(1);
    assertThat(written(Topics.COORDINATION.name())).isZero();
    // When
    goOn(Duration.ofSeconds(1));
    writeBack();
    // Then
    assertThat(uses().getLast().used()).isEqualTo(1);
    assertThat(handedOut()).isEqualTo(1);
    assertThat(written(Topics.PARKED.name())).isEqualTo(1);
    // When
    report(new Run(running.taskId(), 1, "run").succeededAtOnce(rig.now()));
    writeBack();
    // Then
    assertThat(handedOut()).isEqualTo(2);
  }

  /// Once that led to an exception out of the processor.
  @Test
  void limitThatIsRemovedAndSetAgainWhileItsLedgerCannotBeReadCountsWhatRan() {
    // Given
    SubmitTask running = submitUnderUnreadableLedger();
    takeOver();
    rig.rules.remove(LIMIT);
    goOn(Duration.ofSeconds(1));
    writeBack();
    rig.rules.put(LIMIT, LimitRule.atMost(1));
    goOn(Duration.ofSeconds(1));
    writeBack();
    submit(4);
    writeBack();
    assertThat(handedOut()).isZero();
    // When
    report(new Run(running.taskId(), 1, "run").succeededAtOnce(rig.now()));
    writeBack();
    // Then
    assertThat(handedOut()).isEqualTo(1);
  }

  @Test
  void unitsThatComeBackWhileTheyAreCountedCountOnce() {
    // Given
    int tasks = Recount.MOST + 100;
    rig.rules.put(LIMIT, LimitRule.atMost(tasks));
    takeOver();
    List<SubmitTask> running =
        Stream.generate(() -> Fixtures.task(rig.now()))
            .limit(tasks)
            .sorted(Comparator.comparing(task -> task.taskId().toString()))
            .toList();
    running.forEach(this::submit);
    for (int round = 0; round < 20 && handedOut() < tasks; round++) {
      writeBack();
      goOn(Duration.ofMillis(50));
    }
    assertThat(handedOut()).isEqualTo(tasks);
    spoilLedger();
    takeOver();
    goOn(Duration.ofMillis(50));
    assertThat(uses()).as("not all are counted").isEmpty();
    // When
    report(new Run(running.getFirst().taskId(), 1, "run").succeededAtOnce(rig.now()));
    report(new Run(running.getLast().taskId(), 1, "run").succeededAtOnce(rig.now()));
    goOn(Duration.ofMillis(50));
    // Then
    assertThat(uses().getLast().used()).isEqualTo(tasks - 2);
  }

  @Test
  void limitsThatAreWaitedForAreToldAFewAtATime() {
    // Given
    rig.rules.put(new OfKey(Fixtures.TENANT, "*"), LimitRule.atMost(0));
    takeOver();
    int keys = PartitionLimits.AT_MOST_AGAIN + 50;
    for (int key = 0; key < keys; key++) {
      submit(Fixtures.ofKey(Fixtures.task(rig.now()), "k" + key));
    }
    // When
    takeOver();
    goOn(Duration.ofMillis(50));
    // Then
    assertThat(uses()).hasSize(PartitionLimits.AT_MOST_AGAIN);
    goOn(Duration.ofMillis(50));
    assertThat(uses()).hasSize(keys);
    goOn(Duration.ofSeconds(1));
    assertThat(uses()).hasSize(keys);
  }

  /// A task that has the only unit of a limit, whose ledger can't be read then.
  private SubmitTask submitUnderUnreadableLedger() {
    SubmitTask task = Fixtures.task(rig.now());
    rig.rules.put(LIMIT, LimitRule.atMost(1));
    takeOver();
    submit(task);
    writeBack();
    assertThat(handedOut()).isEqualTo(1);
    spoilLedger();
    return task;
  }

  private void spoilLedger() {
    stores.ledgers().put(PartitionForm.key(LIMIT.text()), "{".getBytes(UTF_8));
  }

  private List<LimitUse> uses() {
    return context.forwarded().stream()
        .map(forward -> forward.record().value())
        .filter(out -> out.topic().equals(Topics.COORDINATION.name()))
        .map(out -> Topics.COORDINATION.read(out.headers(), out.value().get()))
        .flatMap(news -> news instanceof LimitUse use ? Stream.of(use) : Stream.of())
        .toList();
  }

  @Test
  void groupWhoseTallyCannotBeReadIsToldNothingAndHoldsUpNothingElse() {
    // Given
    GroupId group = GroupId.fresh(rig.now());
    GroupId other = GroupId.fresh(rig.now().plusSeconds(1));
    Bytes key = Bytes.wrap(group.toString().getBytes(UTF_8));
    stores.tallies().put(key, "{".getBytes(UTF_8));
    // When
    takeOver();
    submit(Fixtures.in(group, Fixtures.task(rig.now())));
    submit(Fixtures.in(other, Fixtures.task(rig.now())));
    goOn(Duration.ofSeconds(1));
    // Then
    assertThat(handedOut()).isEqualTo(2);
    assertThat(written(Topics.PARKED.name())).isEqualTo(1);
    assertThat(written(Topics.COORDINATION.name())).as("of the other group").isEqualTo(1);
    assertThat(stores.tallies().get(key)).isEqualTo("{".getBytes(UTF_8));
    // When
    command(new ForgetGroup(group, Fixtures.TENANT, 0));
    goOn(Duration.ofSeconds(1));
    // Then
    assertThat(stores.tallies().get(key)).isNull();
  }

  @Test
  void cancelEndsAGroupWhoseTallyCannotBeRead() {
    // Given
    GroupId group = GroupId.fresh(rig.now());
    SubmitTask running = Fixtures.in(group, Fixtures.task(rig.now()));
    Run run = new Run(running.taskId(), 1, "run");
    takeOver();
    command(new OpenGroup(group, Fixtures.TENANT, GroupTerms.NONE, List.of(), rig.now(), null));
    submit(Fixtures.in(group, Fixtures.task(rig.now()).runAt(rig.now().plus(TWO_DAYS))));
    submit(running);
    report(run.started(rig.now()));
    command(new SealGroup(group, Fixtures.TENANT, rig.now()));
    writeBack();
    goOn(Duration.ofSeconds(2));
    writeBack();
    Bytes key = Bytes.wrap(group.toString().getBytes(UTF_8));
    stores.tallies().put(key, "{".getBytes(UTF_8));
    takeOver();
    command(new SealGroup(group, Fixtures.TENANT, rig.now()));
    writeBack();
    goOn(Duration.ofSeconds(2));
    assertThat(written(Topics.COORDINATION.name())).isZero();
    assertThat(written(Topics.PARKED.name())).isEqualTo(1);
    // When
    command(new CancelGroup(group, Fixtures.TENANT, rig.now()));
    writeBack();
    goOn(Duration.ofSeconds(2));
    writeBack();
    // Then
    assertThat(last(group).facts().state()).as("a task still runs").isEqualTo(GroupState.RUNNING);
    assertThat(last(group).facts().counts().cancelled()).isZero();
    // When
    report(run.cancelled(rig.now()));
    goOn(Duration.ofSeconds(2));
    writeBack();
    // Then
    assertThat(last(group).facts().state()).isEqualTo(GroupState.CANCELLED);
    goOn(Duration.ofSeconds(1));
    assertThat(stores.tallies().get(key)).isNull();
    assertThat(written(Topics.PARKED.name())).isEqualTo(1);
  }

  /// What was shown of a group last, since the partition was taken over.
  private GroupStatus last(GroupId group) {
    return context.forwarded().stream()
        .map(forward -> forward.record().value())
        .filter(out -> out.topic().equals(Topics.GROUPS.name()))
        .filter(out -> out.key().equals(group.toString()))
        .map(out -> Topics.GROUPS.read(out.headers(), out.value().get()))
        .toList()
        .getLast();
  }

  /// What the partition has written for itself comes back to it.
  private void writeBack() {
    while (read < context.forwarded().size()) {
      Outgoing out = context.forwarded().get(read++).record().value();
      if (out.topic().equals(Topics.COMMANDS.name())
          || out.topic().equals(Topics.COORDINATION.name())) {
        context.setRecordMetadata(out.topic(), 0, 0);
        partition.process(
            new Record<>(out.key(), out.value().get(), rig.now().toEpochMilli(), out.headers()));
      }
    }
  }

  private void report(AttemptEvent event) {
    String key = event.taskId().toString();
    var record = Topics.ATTEMPTS.encoded(key, event, 1);
    context.setRecordMetadata(record.topic(), 0, 0);
    partition.process(
        new Record<>(key, record.value(), rig.now().toEpochMilli(), record.headers()));
  }

  private void command(Command command) {
    var record = Topics.COMMANDS.encoded(command.key(), command, 1);
    context.setRecordMetadata(record.topic(), 0, 0);
    partition.process(
        new Record<>(command.key(), record.value(), rig.now().toEpochMilli(), record.headers()));
  }

  private void receive(LimitGrant grant) {
    var record = Topics.COORDINATION.encoded(grant.key(), grant, 1);
    context.setRecordMetadata(record.topic(), 0, 0);
    partition.process(
        new Record<>(grant.key(), record.value(), rig.now().toEpochMilli(), record.headers()));
  }

  private TaskId submit(int priority) {
    SubmitTask task = Fixtures.ofPriority(Fixtures.task(rig.now()), priority);
    submit(task);
    return task.taskId();
  }

  /// A process that is new has the partition from now on.
  private void takeOver() {
    context = stores.context();
    read = 0;
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
    submit(Fixtures.task(rig.now(), runAt, Origin.CLIENT, Fixtures.json("input")));
  }

  private void submit(SubmitTask task) {
    String key = task.taskId().toString();
    var record = Topics.COMMANDS.encoded(key, task, 1);
    context.setRecordMetadata(record.topic(), 0, 0);
    partition.process(
        new Record<>(key, record.value(), rig.now().toEpochMilli(), record.headers()));
  }

  private long handedOut() {
    return written(Topics.work(QUEUE).name());
  }

  private long written(String topic) {
    return context.forwarded().stream()
        .filter(forward -> forward.record().value().topic().equals(topic))
        .count();
  }
}
