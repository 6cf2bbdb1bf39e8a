package dev.offload.lifecycle.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.kafka.setup.TopicFault;
import dev.offload.lifecycle.Fixtures;
import dev.offload.lifecycle.Fixtures.Run;
import dev.offload.lifecycle.schedule.Schedules;
import dev.offload.schemas.command.CancelTask;
import dev.offload.schemas.command.RetryTask;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.config.LimitRule;
import dev.offload.schemas.config.LimitScope.OfKey;
import dev.offload.schemas.config.LimitScope.OfTenant;
import dev.offload.schemas.config.Schedule;
import dev.offload.schemas.task.Fate;
import dev.offload.schemas.task.Former;
import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.PublicTask;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.topic.Topics;
import dev.offload.schemas.work.FormerAsked;
import dev.offload.schemas.work.FormerEnded;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What the stores and their changelogs have in every state of a task. Instances of an older
/// and of a newer release have to read each other's.
class StoredFormTest {
  private static final Instant START = LifecycleRig.START;

  private final StringBuilder stored = new StringBuilder();

  /// What is done to a task until it is in the wanted state.
  private interface Story {
    void tell(LifecycleRig rig, SubmitTask task, Run first);
  }

  @Test
  void everyStateIsStoredAsInTheGoldenFile() throws IOException, URISyntaxException {
    untilItRuns();
    whileItRuns();
    withChildren();
    onceItHasEnded();
    withFormers();
    ofSchedules();
    assertThat(stored.toString()).isEqualTo(golden());
  }

  @Test
  void goldenFileIsWrittenAsItWasRead() throws IOException, URISyntaxException {
    for (String line : golden().lines().toList()) {
      String json = line.substring(line.indexOf(' ') + 1);
      byte[] read = json.getBytes(StandardCharsets.UTF_8);
      byte[] written =
          json.startsWith("{\"schedule\"")
              ? Codecs.SCHEDULES.write(Codecs.SCHEDULES.read(read))
              : Codecs.TASKS.write(Codecs.TASKS.read(read));
      assertThat(StoredJson.of(written)).as(line).isEqualTo(json);
      byte[] again =
          json.startsWith("{\"schedule\"")
              ? Codecs.SCHEDULES.write(Codecs.SCHEDULES.read(written))
              : Codecs.TASKS.write(Codecs.TASKS.read(written));
      assertThat(again).as(line).isEqualTo(written);
    }
  }

  @Test
  void oldEntryTellsByItsRowsWhichAttemptHasDelegated() throws IOException, URISyntaxException {
    String since = "\"expected\":2,\"attempt\":1,";
    List<String> lines = golden().lines().filter(line -> line.contains(since)).toList();
    assertThat(lines).isNotEmpty();
    for (String line : lines) {
      String json = line.substring(line.indexOf(' ') + 1);
      byte[] old = json.replace(since, "\"expected\":2,").getBytes(StandardCharsets.UTF_8);
      // When
      byte[] written = Codecs.TASKS.write(Codecs.TASKS.read(old));
      // Then
      assertThat(StoredJson.of(written)).as(line).isEqualTo(json);
    }
  }

  private void untilItRuns() {
    add(
        "early",
        (rig, task, run) -> {
          rig.report(run.started(rig.now()));
          rig.report(run.checkpointed(rig.now(), Fixtures.json("half")));
          rig.report(run.failedAtOnce(rig.now()));
          rig.tellParent(Fixtures.childEnded(task.taskId(), 2, TaskState.FAILED, 1));
        });
    add("scheduled", waiting(), (rig, task, _) -> rig.submit(task));
    add(
        "scheduled-expiring",
        Fixtures.expiring(waiting(), START.plusSeconds(30)),
        (rig, task, _) -> rig.submit(task));
    add("queued-direct", (rig, task, _) -> rig.submitDirect(task));
    add(
        "queued-expiring",
        Fixtures.expiring(Fixtures.task(START), START.plusSeconds(30)),
        (rig, task, _) -> rig.submit(task));
    add("in-line", Fixtures.ofPriority(Fixtures.task(START), 9), StoredFormTest::lineUp);
    add(
        "in-line-expiring",
        Fixtures.expiring(Fixtures.task(START), START.plusSeconds(30)),
        StoredFormTest::lineUp);
    add(
        "in-line-handed-back",
        (rig, task, run) -> {
          rig.startDirect(task, run);
          rig.report(run.snoozed(rig.now(), Duration.ofSeconds(5)));
          fillTheQueue(rig);
          rig.advance(Duration.ofSeconds(6));
        });
    add(
        "in-line-for-a-limit",
        Fixtures.ofWeight(Fixtures.ofKey(Fixtures.task(START), "relay"), 2),
        (rig, task, _) -> {
          rig.rules.put(new OfTenant("acme"), LimitRule.atMost(0));
          rig.rules.put(new OfKey("acme", "relay"), LimitRule.atMost(2));
          rig.submit(task);
        });
    add(
        "queued-with-units",
        (rig, task, _) -> {
          rig.rules.put(new OfTenant("acme"), LimitRule.atMost(1));
          rig.submit(task);
        });
    add(
        "queued-asked-to-end",
        (rig, task, _) -> {
          rig.submit(task);
          cancel(rig, task);
        });
  }

  /// Others are before it.
  private static void lineUp(LifecycleRig rig, SubmitTask task, Run run) {
    fillTheQueue(rig);
    rig.submit(task);
  }

  private static void fillTheQueue(LifecycleRig rig) {
    rig.slots = 1;
    rig.submit(Fixtures.named(Fixtures.task(rig.now()), "other"));
  }

  private void whileItRuns() {
    add("running", LifecycleRig::startDirect);
    add(
        "running-leased",
        (rig, task, run) -> {
          rig.startDirect(task, run);
          rig.report(run.claimed(rig.now()));
          rig.report(run.checkpointed(rig.now(), Fixtures.json("half")));
        });
    add(
        "running-asked-to-end",
        (rig, task, run) -> {
          rig.startDirect(task, run);
          cancel(rig, task);
        });
    add(
        "handed-back",
        (rig, task, run) -> {
          rig.startDirect(task, run);
          rig.report(run.handedBackAfterLosing(2, rig.now()));
        });
    add(
        "retrying",
        (rig, task, run) -> {
          rig.startDirect(task, run);
          rig.report(run.failed(rig.now()));
        });
    add(
        "handed-out-again",
        (rig, task, run) -> {
          rig.startDirect(task, run);
          rig.report(run.failed(rig.now()));
          rig.advance(Duration.ofSeconds(10));
          rig.tick();
        });
  }

  private void withChildren() {
    add("delegated", StoredFormTest::delegate);
    add(
        "delegated-and-outdated",
        (rig, task, run) -> {
          delegate(rig, task, run);
          rig.report(new Run(task.taskId(), 1, "r2").started(rig.now()));
          rig.tellParent(Fixtures.childEnded(task.taskId(), 0, TaskState.SUCCEEDED, 3));
        });
    add(
        "delegated-until-the-queue-is-open",
        (rig, task, run) -> {
          rig.startDirect(task, run);
          rig.tellParent(Fixtures.childEnded(task.taskId(), 0, TaskState.SUCCEEDED, 3));
          rig.faults.add(
              new TopicFault(
                  Topics.work(task.queue()).name(),
                  TopicFault.Kind.PARTITIONS,
                  "it has one too many"));
          rig.report(run.delegated(rig.now(), 1));
        });
    add(
        "queued-after-its-children",
        (rig, task, run) -> {
          delegate(rig, task, run);
          rig.tellParent(Fixtures.childEnded(task.taskId(), 0, TaskState.SUCCEEDED, 3));
          rig.tellParent(Fixtures.childEnded(task.taskId(), 1, TaskState.FAILED, 4));
        });
    add(
        "queued-after-a-child-with-a-file",
        (rig, task, run) -> {
          rig.startDirect(task, run);
          rig.report(run.delegated(rig.now(), 1));
          rig.tellParent(
              Fixtures.childEnded(task.taskId(), 0, "fil_019e35a0-0000-7000-8000-000000000001"));
        });
    add(
        "cancelled-without-its-children",
        (rig, task, run) -> {
          delegate(rig, task, run);
          cancel(rig, task);
        });
    add(
        "cancelled-instead-of-delegated",
        (rig, task, run) -> {
          rig.startDirect(task, run);
          cancel(rig, task);
          rig.report(run.delegated(rig.now(), 2));
        });
    add(
        "replayed-to-wait-for-its-children",
        (rig, task, run) -> {
          delegate(rig, task, run);
          cancel(rig, task);
          retry(rig, task, 4, null);
        });
  }

  private void onceItHasEnded() {
    add(
        "succeeded",
        (rig, task, run) -> {
          rig.startDirect(task, run);
          rig.report(run.succeeded(rig.now()));
        });
    add(
        "succeeded-as-a-child",
        Fixtures.childOf(
            Fixtures.named(Fixtures.task(START), "parent"),
            Fixtures.task(START, null, Origin.SYSTEM, Fixtures.json("piece"))),
        (rig, task, run) -> {
          rig.submit(task);
          rig.report(run.succeeded(rig.now()));
        });
    add(
        "succeeded-though-asked-to-end",
        (rig, task, run) -> {
          rig.startDirect(task, run);
          cancel(rig, task);
          rig.report(run.succeeded(rig.now()));
        });
    add(
        "failed",
        (rig, task, run) -> {
          rig.startDirect(task, run);
          rig.report(run.checkpointed(rig.now(), Fixtures.json("half")));
          rig.report(run.failed(rig.now(), true, null));
        });
    add(
        "failed-for-its-size",
        Fixtures.task(
            START, null, Origin.CLIENT, Fixtures.json("x".repeat(LifecycleRig.MAX_MESSAGE_BYTES))),
        (rig, task, _) -> rig.submit(task));
    add(
        "cancelled-before-it-ran",
        waiting(),
        (rig, task, _) -> {
          rig.submit(task);
          cancel(rig, task);
        });
    add(
        "cancelled-by-its-worker",
        (rig, task, run) -> {
          rig.startDirect(task, run);
          cancel(rig, task);
          rig.report(run.cancelled(rig.now()));
        });
    add(
        "expired",
        Fixtures.expiring(waiting(), START.plusSeconds(30)),
        (rig, task, _) -> {
          rig.submit(task);
          rig.advance(Duration.ofSeconds(30));
          rig.tick();
        });
    add(
        "replayed",
        (rig, task, run) -> {
          rig.startDirect(task, run);
          rig.report(run.failed(rig.now(), true, null));
          retry(rig, task, 3, rig.now().plusSeconds(5));
        });
  }

  private void withFormers() {
    add(
        "after-others",
        afterOthers(),
        (rig, task, _) -> {
          rig.submit(task);
          rig.tell(former(rig, task, 1, Fate.SUCCEEDED));
        });
    add(
        "given-up",
        afterOthers(),
        (rig, task, _) -> {
          rig.submit(task);
          rig.tell(former(rig, task, 0, Fate.FAILED));
        });
    add(
        "waits-for-its-turn",
        Fixtures.inTurn(Fixtures.task(START), TaskId.derived("parent"), TaskId.derived("before")),
        (rig, task, _) -> rig.submit(task));
    add("awaited-early", (rig, task, _) -> rig.tell(asked(task)));
    add(
        "awaited",
        (rig, task, run) -> {
          rig.startDirect(task, run);
          rig.tell(asked(task));
        });
  }

  private static SubmitTask afterOthers() {
    ObjectNode input = JsonNodeFactory.instance.objectNode();
    input.putObject("of").put("$from", "/crop/state");
    return Fixtures.after(
        Fixtures.ofInput(Fixtures.task(START), input),
        List.of(
            new Former("scan", TaskId.derived("scan")),
            new Former("crop", TaskId.derived("crop"))));
  }

  private static FormerEnded former(LifecycleRig rig, SubmitTask task, int place, Fate fate) {
    Task begun = Fixtures.named(Fixtures.task(rig.now()), "crop").begunAt(rig.now());
    PublicTask shown = fate == Fate.SUCCEEDED ? PublicTask.of(begun, null) : null;
    return new FormerEnded(task.taskId(), task.tenant(), place, fate, shown);
  }

  private static FormerAsked asked(SubmitTask task) {
    return new FormerAsked(task.taskId(), task.tenant(), TaskId.derived("waiter"), 2, true, null);
  }

  private void ofSchedules() {
    Schedule minutely = Schedules.of("minutely", "* * * * *", START);
    try (LifecycleRig rig = new LifecycleRig()) {
      rig.put(minutely);
      add("schedule", rig.storedSchedule(minutely));
      rig.advance(Duration.ofMinutes(1));
      rig.tick();
      add("schedule-after-a-run", rig.storedSchedule(minutely));
    }
  }

  private static SubmitTask waiting() {
    return Fixtures.task(START, START.plusSeconds(60), Origin.CLIENT, Fixtures.json("input"));
  }

  private static void delegate(LifecycleRig rig, SubmitTask task, Run run) {
    rig.startDirect(task, run);
    rig.report(run.delegated(rig.now(), 2));
  }

  private static void cancel(LifecycleRig rig, SubmitTask task) {
    rig.command(new CancelTask(task.taskId(), task.tenant(), rig.now()));
  }

  private static void retry(LifecycleRig rig, SubmitTask task, long version, Instant runAt) {
    rig.command(new RetryTask(task.taskId(), task.tenant(), version, null, runAt));
  }

  private void add(String state, Story story) {
    add(state, Fixtures.task(START), story);
  }

  private void add(String state, SubmitTask task, Story story) {
    SubmitTask named = Fixtures.named(task, state);
    TaskId id = named.taskId();
    try (LifecycleRig rig = new LifecycleRig()) {
      story.tell(rig, named, new Run(id, 1, "r1"));
      assertThat(rig.parked()).as(state).isEmpty();
      add(state, rig.storedTask(id));
    }
  }

  private void add(String state, byte[] entry) {
    assertThat(entry).as(state).isNotNull();
    stored.append(state).append(' ').append(StoredJson.of(entry)).append('\n');
  }

  private static String golden() throws IOException, URISyntaxException {
    return Files.readString(
        Path.of(StoredFormTest.class.getResource("/stored-form.golden.txt").toURI()));
  }
}
