package dev.offload.lifecycle.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.lifecycle.Fixtures;
import dev.offload.lifecycle.Fixtures.Run;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.topic.Topics;
import dev.offload.schemas.work.AttemptEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Whatever workers report, how often and in what order: a task ends exactly once, and it does
/// end as long as somebody works on it.
class AnyOrderPropertyTest {
  /// What one run reports after its start.
  enum Ending {
    SUCCESS,
    FAILURE,
    FINAL_FAILURE,
    SNOOZE,
    SILENCE
  }

  /// A run of attempt 1, 2 or 3, which reports everything `times` times.
  record Plan(int attempt, boolean claims, Ending ending, int times) {}

  @Property(tries = 60)
  void taskEndsExactlyOnceWhateverItsRunsSay(
      @ForAll("plans") List<Plan> plans,
      @ForAll Random order,
      @ForAll boolean direct,
      @ForAll boolean caching) {
    try (LifecycleRig lifecycle = LifecycleRig.caching(caching)) {
      SubmitTask task = Fixtures.task(lifecycle.now());
      List<Runnable> deeds = deeds(lifecycle, task, plans, order, direct);
      // When
      for (Runnable deed : deeds) {
        deed.run();
        lifecycle.advance(Duration.ofMillis(order.nextInt(4000)));
      }
      workUntilTheEnd(lifecycle, task);
      // Then
      List<Task> shown = lifecycle.snapshots();
      assertThat(shown).filteredOn(one -> one.state().hasEnded()).hasSize(1);
      assertThat(shown.getLast().state().hasEnded()).isTrue();
      assertThat(shown).extracting(Task::version).isSorted().doesNotHaveDuplicates();
      assertThat(lifecycle.completions()).hasSize(1);
      assertThat(lifecycle.parked()).isEmpty();
      assertThat(lifecycle.timers()).isEqualTo(1);
    }
  }

  /// The submission and the events of all runs. Each run's events are in order, and the runs
  /// are mixed at random.
  private static List<Runnable> deeds(
      LifecycleRig lifecycle, SubmitTask task, List<Plan> plans, Random order, boolean direct) {
    List<List<Runnable>> strands = new ArrayList<>();
    Runnable submission =
        direct ? () -> lifecycle.submitDirect(task) : () -> lifecycle.submit(task);
    strands.add(new ArrayList<>(List.of(submission, submission)));
    for (int number = 0; number < plans.size(); number++) {
      Plan plan = plans.get(number);
      Run run = new Run(task.taskId(), plan.attempt(), "run-" + number);
      List<Runnable> strand = new ArrayList<>();
      for (BiFunction<Run, Instant, AttemptEvent> event : events(plan)) {
        for (int time = 0; time < plan.times(); time++) {
          strand.add(() -> lifecycle.report(event.apply(run, lifecycle.now())));
        }
      }
      strands.add(strand);
    }
    List<Runnable> mixed = new ArrayList<>();
    while (!strands.isEmpty()) {
      List<Runnable> strand = strands.get(order.nextInt(strands.size()));
      if (strand.isEmpty()) {
        strands.remove(strand);
      } else {
        mixed.add(strand.removeFirst());
      }
    }
    return mixed;
  }

  private static List<BiFunction<Run, Instant, AttemptEvent>> events(Plan plan) {
    List<BiFunction<Run, Instant, AttemptEvent>> events = new ArrayList<>();
    events.add(Run::started);
    if (plan.claims()) {
      events.add(Run::claimed);
      events.add(Run::heartbeat);
    }
    switch (plan.ending()) {
      case SUCCESS -> events.add(Run::succeeded);
      case FAILURE -> events.add(Run::failed);
      case FINAL_FAILURE -> events.add((run, now) -> run.failed(now, true, null));
      case SNOOZE -> events.add((run, now) -> run.snoozed(now, Duration.ofSeconds(2)));
      case SILENCE -> {}
    }
    return events;
  }

  /// From now on a worker does whatever is handed out, and everything on the workers' topics
  /// is heard.
  private static void workUntilTheEnd(LifecycleRig lifecycle, SubmitTask task) {
    for (int round = 0; round < 20; round++) {
      Instant later = lifecycle.now().plus(Duration.ofHours(1));
      lifecycle.heard.handOuts(Topics.work(Fixtures.QUEUE).name(), later);
      lifecycle.heard.handOuts(Topics.direct(Fixtures.QUEUE).name(), later);
      lifecycle.advance(Duration.ofMinutes(2));
      for (var item : lifecycle.work(Fixtures.QUEUE)) {
        Run run = new Run(task.taskId(), item.attempt(), "worker-" + round + item.attempt());
        lifecycle.report(run.started(lifecycle.now()));
        lifecycle.report(run.succeeded(lifecycle.now()));
      }
    }
  }

  @Provide
  Arbitrary<List<Plan>> plans() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 3),
            Arbitraries.of(true, false),
            Arbitraries.of(Ending.class),
            Arbitraries.integers().between(1, 2))
        .as(Plan::new)
        .list()
        .ofMaxSize(6);
  }
}
