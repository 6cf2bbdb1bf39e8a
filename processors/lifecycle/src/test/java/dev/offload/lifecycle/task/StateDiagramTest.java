package dev.offload.lifecycle.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.lifecycle.Fixtures;
import dev.offload.lifecycle.Fixtures.Run;
import dev.offload.lifecycle.task.HandOut.QueueTopic;
import dev.offload.lifecycle.task.Input.Drop;
import dev.offload.lifecycle.task.Input.FormerReport;
import dev.offload.lifecycle.task.Input.Replay;
import dev.offload.lifecycle.task.Input.Settled;
import dev.offload.lifecycle.task.Input.Submission;
import dev.offload.lifecycle.task.Input.Turn;
import dev.offload.schemas.command.DropTask;
import dev.offload.schemas.command.RetryTask;
import dev.offload.schemas.task.Debounce;
import dev.offload.schemas.task.Fate;
import dev.offload.schemas.task.Former;
import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.work.DebounceSettled;
import dev.offload.schemas.work.FormerEnded;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Compares the diagram of `docs/concepts/lifecycle.md` with the code. All transitions are
/// found by doing everything that is possible in every situation that can be reached.
class StateDiagramTest {
  private static final Path DIAGRAM = Path.of("../../docs/concepts/lifecycle.md");
  private static final Pattern ARROW = Pattern.compile("    (\\S+) --> (\\S+): (\\w+)");
  private static final String OUTSIDE = "[*]";
  private static final TaskMachine MACHINE =
      new TaskMachine(Life.RULES, URI.create("/offload/diagram"));

  /// Everything that can be done to a task. `r1` and `r2` are runs, `r3` always refuses, and
  /// `r4` comes after the task's only child.
  private static final List<Consumer<Life>> ACTIONS =
      List.of(
          life -> life.step(new Submission(life.submitted, QueueTopic.DIRECT)),
          life -> life.step(new Submission(life.submitted, QueueTopic.WORK)),
          life -> life.report(run(life, "r1").started(life.now)),
          life -> life.report(run(life, "r2").started(life.now)),
          life -> life.report(run(life, "r1").claimed(life.now)),
          life -> life.report(run(life, "r1").succeeded(life.now)),
          life -> life.report(run(life, "r1").failed(life.now)),
          life -> life.report(run(life, "r1").failed(life.now, true, null)),
          life -> life.report(run(life, "r1").cancelled(life.now)),
          life -> life.report(run(life, "r1").snoozed(life.now, Duration.ofSeconds(1))),
          life -> life.report(run(life, "r3").failed(life.now)),
          life -> life.report(run(life, "r3").expired(life.now)),
          life -> life.report(run(life, "r3").cancelled(life.now)),
          Life::cancel,
          life -> life.report(run(life, "r3").snoozed(life.now, Duration.ofSeconds(1))),
          life -> life.report(run(life, "r1").delegated(life.now, 1)),
          life -> life.childSucceeded(0),
          life -> life.report(run(life, "r4").startedKnowing(1, life.now)),
          life -> replayOnce(life, null),
          life -> replayOnce(life, life.now.plusSeconds(60)),
          StateDiagramTest::drop,
          StateDiagramTest::passedTimer,
          life -> life.stepBehindOthers(new Submission(life.submitted, QueueTopic.WORK)),
          life -> life.childSucceededBehindOthers(0),
          StateDiagramTest::passedTimerBehindOthers,
          life -> life.step(new Turn(Optional.empty())),
          life -> life.step(new FormerReport(former(life, Fate.SUCCEEDED))),
          life -> life.step(new FormerReport(former(life, Fate.FAILED))),
          life -> life.step(new Settled(settled(life, null))),
          life -> life.step(new Settled(settled(life, TaskId.derived("later")))));

  @Test
  void diagramShowsExactlyThePossibleTransitions() throws IOException {
    assertThat(walked()).isEqualTo(drawn());
  }

  /// The first diagram of the page is that of tasks.
  private static Set<String> drawn() throws IOException {
    String page = Files.readString(DIAGRAM);
    int begin = page.indexOf("```mermaid");
    Matcher arrows = ARROW.matcher(page.substring(begin, page.indexOf("```\n", begin)));
    return arrows
        .results()
        .map(arrow -> arrow(arrow.group(1), arrow.group(2), arrow.group(3)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> walked() {
    Set<String> arrows = new TreeSet<>();
    Set<String> met = new HashSet<>();
    Deque<Life> open =
        new ArrayDeque<>(
            List.of(
                new Life(),
                waiting(),
                debounced(),
                afterAnother(),
                expiring(new Life()),
                expiring(waiting())));
    while (!open.isEmpty()) {
      Life life = open.pop();
      for (Consumer<Life> action : ACTIONS) {
        Life next = life.copy();
        action.accept(next);
        note(life.kept.entry(), next.last.events(), arrows);
        if (met.add(situation(next))) {
          open.push(next);
        }
      }
    }
    return arrows;
  }

  /// What can happen next depends only on this.
  private static String situation(Life life) {
    Seen entry = life.entry;
    if (entry == null) {
      return OUTSIDE;
    }
    return "%s %s %s %s %s %s %s %s"
        .formatted(
            place(life.kept.entry()),
            entry.current() == null ? "" : entry.current().number() + entry.current().owner(),
            entry.runIds(),
            entry.early().size() > 3
                ? "many"
                : entry.early().stream().map(Object::getClass).toList(),
            entry.childrenTold() + " of " + entry.fanOutSoFar().ended(),
            entry.deadline() == null ? "" : entry.deadline().kind(),
            entry.isStopped() + (entry.isInLine() ? " in line" : ""),
            life.submitted.timing().expiresAt()
                + " "
                + life.submitted.timing().debounce()
                + life.submitted.lineage().formers())
        .concat(
            entry.assignment() == null
                ? ""
                : " spent " + entry.assignment().spent() + entry.assignment().formers());
  }

  private static void note(TaskEntry before, List<TaskEvent> events, Set<String> arrows) {
    TaskEntry entry = before;
    for (TaskEvent event : events) {
      TaskEntry next = MACHINE.evolve(entry, event);
      if (version(next) != version(entry)) {
        arrows.add(arrow(place(entry), place(next), event.getClass().getSimpleName()));
      }
      entry = next;
    }
  }

  private static long version(TaskEntry entry) {
    return entry instanceof Submitted submitted ? submitted.history().version() : 0;
  }

  private static String place(TaskEntry entry) {
    return entry instanceof Submitted submitted ? submitted.task().state().toString() : OUTSIDE;
  }

  private static String arrow(String from, String to, String event) {
    return from + " --" + event + "--> " + to;
  }

  /// A life whose task is submitted for later.
  private static Life waiting() {
    Life life = new Life();
    life.submitted =
        Fixtures.task(
            Life.START, Life.START.plusSeconds(60), Origin.CLIENT, Fixtures.json("input"));
    return life;
  }

  /// A life whose task has a debounce key.
  private static Life debounced() {
    Life life = new Life();
    life.submitted =
        Fixtures.debounced(
            life.submitted, new Debounce("key", Duration.ofSeconds(60), Duration.ofSeconds(60)));
    return life;
  }

  /// A life whose task waits for another one.
  private static Life afterAnother() {
    Life life = new Life();
    life.submitted =
        Fixtures.after(life.submitted, List.of(new Former("former", TaskId.derived("former"))));
    return life;
  }

  private static FormerEnded former(Life life, Fate fate) {
    return new FormerEnded(life.submitted.taskId(), Fixtures.TENANT, 0, fate, null);
  }

  private static DebounceSettled settled(Life life, TaskId replacedBy) {
    return new DebounceSettled(
        life.submitted.taskId(), Fixtures.TENANT, replacedBy, life.submitted.timing().createdAt());
  }

  /// The same for a task that expires after a while.
  private static Life expiring(Life life) {
    life.submitted = Fixtures.expiring(life.submitted, Life.START.plusSeconds(15));
    return life;
  }

  /// A run of the current attempt.
  private static Run run(Life life, String id) {
    boolean known = life.entry != null && life.entry.current() != null;
    return life.run(known ? life.entry.current().number() : 1, id);
  }

  /// Only replays a task that has failed in its first attempt, so that the search ends.
  private static void replayOnce(Life life, Instant runAt) {
    if (life.entry != null && life.entry.mayRunAgain() && life.entry.assignment().spent() == 1) {
      life.step(
          new Replay(
              new RetryTask(
                  life.submitted.taskId(), Fixtures.TENANT, life.task().version(), null, runAt)));
    }
  }

  private static void drop(Life life) {
    if (life.entry != null && life.entry.isOver()) {
      life.step(
          new Drop(new DropTask(life.submitted.taskId(), Fixtures.TENANT, life.task().version())));
    }
  }

  /// The timer goes off, and everything has been heard that it waits for.
  private static void passedTimer(Life life) {
    life.heardUntil = life.now.plus(Duration.ofDays(365));
    if (life.entry != null && life.entry.armed() != null) {
      life.untilTimer();
    }
  }

  private static void passedTimerBehindOthers(Life life) {
    life.heardUntil = life.now.plus(Duration.ofDays(365));
    if (life.entry != null && life.entry.armed() != null) {
      life.untilTimerBehindOthers();
    }
  }
}
