package dev.offload.lifecycle.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.lifecycle.Fixtures;
import dev.offload.lifecycle.Fixtures.Run;
import dev.offload.lifecycle.task.Effect.AskFormer;
import dev.offload.lifecycle.task.Effect.HandToWorkers;
import dev.offload.lifecycle.task.Effect.Show;
import dev.offload.lifecycle.task.Effect.TellWaiter;
import dev.offload.lifecycle.task.HandOut.QueueTopic;
import dev.offload.lifecycle.task.Input.Awaited;
import dev.offload.lifecycle.task.Input.Cancellation;
import dev.offload.lifecycle.task.Input.FormerReport;
import dev.offload.lifecycle.task.Input.Replay;
import dev.offload.lifecycle.task.Input.Report;
import dev.offload.lifecycle.task.Input.Submission;
import dev.offload.schemas.command.CancelTask;
import dev.offload.schemas.command.RetryTask;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.task.Former;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.work.WorkItem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/// Tasks that wait for others, on several partitions. They are submitted in any order, some
/// never. Workers run them, and some fail, are cancelled, expire, and are run again. Partitions
/// fall behind, crash, and read records twice. [#calm()] is what comes after that.
final class FormersWorld {
  private static final int PARTITIONS = 3;
  private static final int TASKS = 6;
  private static final int ROUNDS_TO_CALM = 60;

  private final List<FormersPartition> partitions =
      IntStream.range(0, PARTITIONS).mapToObj(_ -> new FormersPartition()).toList();
  private final List<SubmitTask> tasks = new ArrayList<>();
  private final Set<TaskId> submitted = new HashSet<>();

  /// The latest hand-out of each task that no worker has taken.
  private final Map<TaskId, WorkItem> work = new HashMap<>();

  private final Set<String> handedOut = new HashSet<>();
  private final Set<TaskId> succeeded = new HashSet<>();
  private Instant now = Life.START;
  private int runs;

  /// Each two bits of `shape` say which of the tasks before it a task waits for.
  FormersWorld(int shape) {
    int edges = shape;
    for (int i = 0; i < TASKS; i++) {
      ObjectNode input = JsonNodeFactory.instance.objectNode();
      List<Former> formers = new ArrayList<>();
      for (int before = 0; before < i; before++) {
        if (edges % 3 == 0) {
          formers.add(new Former("n" + before, id(before)));
          input.putObject("of" + before).put("$from", "/n" + before + "/result");
        }
        edges = edges / 3 + i * 7;
      }
      SubmitTask task = Fixtures.named(Fixtures.task(now), "n" + i);
      SubmitTask right = formers.isEmpty() ? task : Fixtures.ofInput(task, input);
      tasks.add(formers.isEmpty() ? right : Fixtures.after(right, formers));
    }
  }

  private static TaskId id(int task) {
    return TaskId.derived("fixture", "n" + task);
  }

  /// Lets one thing happen, which follows from `choice`.
  void goOn(int choice) {
    FormersPartition one = partitions.get(choice % PARTITIONS);
    int some = choice / PARTITIONS / 16;
    SubmitTask task = tasks.get(some % TASKS);
    switch (choice / PARTITIONS % 16) {
      case 0, 1 -> submit(task, some / TASKS);
      case 2, 3, 4, 5 -> one.read(now);
      case 6, 7, 8 -> one.commit(this::told);
      case 9 -> one.crash();
      case 10 -> one.readAgain(some, now);
      case 11, 12, 13 -> run(task.taskId(), some / TASKS);
      case 14 -> intervene(task.taskId(), some / TASKS);
      default -> {
        now = now.plus(Duration.ofSeconds(some % 600));
        one.fire(now);
      }
    }
  }

  private FormersPartition of(TaskId task) {
    return partitions.get(Math.floorMod(task.hashCode(), PARTITIONS));
  }

  /// Some are submitted twice, which is the same task, and some can expire.
  private void submit(SubmitTask task, int some) {
    SubmitTask sent =
        some % 5 == 0 ? Fixtures.expiring(task, now.plus(Duration.ofMinutes(10))) : task;
    submitted.add(task.taskId());
    of(task.taskId()).add(task.taskId(), new Submission(sent, QueueTopic.WORK));
  }

  /// A worker runs a task, which succeeds with its number or fails.
  private void run(TaskId task, int some) {
    WorkItem item = work.remove(task);
    if (item != null) {
      Run run = new Run(task, item.attempt(), "run-" + runs++);
      of(task).add(task, new Report(run.started(now)));
      of(task)
          .add(
              task,
              new Report(
                  some % 4 == 0 ? run.failed(now, true, null) : run.succeeded(now, result(task))));
    }
  }

  private JsonNode result(TaskId task) {
    return IntNode.valueOf(number(task));
  }

  private int number(TaskId task) {
    return IntStream.range(0, TASKS).filter(i -> id(i).equals(task)).findFirst().orElseThrow();
  }

  /// Somebody cancels a task, or runs it again.
  private void intervene(TaskId task, int some) {
    if (some % 3 == 0) {
      of(task).add(task, new Cancellation(new CancelTask(task, Fixtures.TENANT, now)));
    } else if (of(task).committed(task) instanceof Replayable ended) {
      JsonNode input = some % 3 == 1 ? tasks.get(number(task)).input() : null;
      replay(ended, input, some % 2 == 0 ? now.plusSeconds(some % 600) : null);
    }
  }

  /// `input` is null for the one that it had, whose references may have been replaced.
  private void replay(Replayable ended, JsonNode input, Instant runAt) {
    TaskId task = ended.subject().id();
    of(task)
        .add(
            task,
            new Replay(
                new RetryTask(task, Fixtures.TENANT, ended.history().version(), input, runAt)));
  }

  private void told(Effect effect) {
    switch (effect) {
      case AskFormer(var question) ->
          of(question.taskId()).add(question.taskId(), new Awaited(question));
      case TellWaiter(var news) -> of(news.taskId()).add(news.taskId(), new FormerReport(news));
      case Show(Task task) -> {
        if (task.state() == TaskState.SUCCEEDED) {
          succeeded.add(task.id());
        }
      }
      case HandToWorkers(WorkItem item) -> started(item);
      case Effect.Announce _,
          Effect.AskDebounce _,
          Effect.CancelChild _,
          Effect.Forget _,
          Effect.StopWorkers _,
          Effect.SubmitSuccessor _,
          Effect.TellParent _,
          Effect.TellProgress _,
          Effect.WithdrawStop _ -> {}
    }
  }

  /// All that it waits for have succeeded, and it has what they gave.
  private void started(WorkItem item) {
    TaskId task = item.taskId();
    assertThat(handedOut.add(task + " " + item.attempt())).as("each attempt once").isTrue();
    for (Former former : tasks.get(number(task)).lineage().formers()) {
      assertThat(succeeded).as("ran before one that it waits for").contains(former.task());
      int place = number(former.task());
      assertThat(item.run().input().path("of" + place).asInt(-1)).isEqualTo(place);
    }
    work.put(task, item);
  }

  /// Everything is read, workers run what they have, and time passes until nothing happens any
  /// more.
  void calm() {
    boolean isQuiet = false;
    for (int round = 0; round < ROUNDS_TO_CALM && !isQuiet; round++) {
      do {
        for (FormersPartition one : partitions) {
          while (one.hasInputs()) {
            one.read(now);
          }
          one.commit(this::told);
        }
        List.copyOf(work.keySet()).forEach(task -> run(task, 1));
      } while (!partitions.stream().allMatch(FormersPartition::isQuiet));
      now = now.plus(Duration.ofHours(2));
      partitions.forEach(one -> one.fire(now));
      isQuiet = partitions.stream().allMatch(FormersPartition::isQuiet);
    }
    assertThat(isQuiet).as("quiet").isTrue();
  }

  /// Nothing waits. What was given up names one that has not succeeded.
  void checkTheEnd() {
    for (SubmitTask task : tasks) {
      TaskId id = task.taskId();
      TaskEntry entry = of(id).committed(id);
      if (!submitted.contains(id)) {
        assertThat(entry).isEqualTo(Unsubmitted.NOTHING);
        continue;
      }
      assertThat(entry).as("what has become of %s", id).isInstanceOf(Ended.class);
      Task ended = ((Ended) entry).task();
      if (ended.error() != null && ended.error().code().equals(FormerDecider.NOT_SUCCEEDED)) {
        assertThat(task.lineage().formers())
            .as("why it was given up: %s", ended.error())
            .anyMatch(former -> ended.error().message().contains(former.task().toString()));
        assertThat(handedOut).noneMatch(attempt -> attempt.startsWith(id.toString()));
      }
    }
  }

  /// All that was submitted and has not succeeded is run again, those first that others wait for.
  /// If none is missing, all succeed.
  void runAllAgain() {
    for (SubmitTask task : tasks) {
      if (of(task.taskId()).committed(task.taskId()) instanceof Replayable ended) {
        replay(ended, null, null);
        calm();
      }
    }
    if (submitted.size() == TASKS) {
      assertThat(succeeded).hasSize(TASKS);
    }
  }
}
