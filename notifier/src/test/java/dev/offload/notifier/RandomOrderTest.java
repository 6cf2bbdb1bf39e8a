package dev.offload.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.notifier.MailPace.Turn;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.config.Endpoint;
import dev.offload.schemas.notify.EventPattern;
import dev.offload.schemas.task.Completion;
import dev.offload.schemas.task.Former;
import dev.offload.schemas.task.PublicTask;
import dev.offload.schemas.task.RetryPolicy;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskRuns;
import dev.offload.schemas.task.TaskState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever happens to a task, an ordered endpoint gets its events in order, and all of them but
/// those that fail for good. Starts and ends are read by two readers. Each falls behind, stops, and
/// reads again. Some versions are never shown, submissions take effect in any order, and deliveries
/// fail and are repeated.
class RandomOrderTest {
  private static final int MOST_RUNS = 12;

  /// As far back as the order goes.
  private static final int MOST_REPLAYS = TaskRuns.MAX_ENDS_KEPT - 1;

  static IntStream seeds() {
    return IntStream.range(0, 2_000);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void eventsOfATaskArriveInOrder(int seed) {
    World world = new World(new Random(seed));
    world.live();
    assertThat(world.waiting()).as("what waits for nothing that comes").isEmpty();
    assertThat(world.received).isEqualTo(world.due());
  }

  /// One task, its two readers, the lifecycle of the deliveries, and the receiver.
  private static final class World {
    private final Random random;
    private final TaskOfTales task = new TaskOfTales();
    private final Endpoint endpoint;

    /// All that has happened, as `task.started 10:00:03`.
    private final List<String> truth = new ArrayList<>();

    private final Reader<Task> runs = new Reader<>();
    private final Reader<Completion> ends = new Reader<>();
    private final List<SubmitTask> submitted = new ArrayList<>();
    private final Map<TaskId, SubmitTask> deliveries = new LinkedHashMap<>();
    private final Set<TaskId> over = new HashSet<>();
    private final Set<String> failed = new HashSet<>();
    private final List<String> received = new ArrayList<>();

    /// A reader of a topic. After a crash it goes on where it has committed.
    private static final class Reader<R> {
      private final List<R> topic = new ArrayList<>();
      private int position;
      private int committed;
    }

    World(Random random) {
      this.random = random;
      List<String> events =
          new ArrayList<>(
              Stream.of("task.started", "task.retrying", "task.failed", "task.*")
                  .filter(_ -> random.nextBoolean())
                  .toList());
      if (events.isEmpty()) {
        events.add("task.*");
      }
      endpoint =
          Endpoints.ordered(
              Endpoints.of("acme", Endpoints.to("https://shop.example/", events)),
              Endpoints.CREATED);
    }

    void live() {
      boolean isOver = false;
      while (!isOver) {
        switch (random.nextInt(8)) {
          case 0, 1 -> isOver = happen();
          case 2 -> readRuns();
          case 3 -> readEnds();
          case 4 -> commitOrCrash(runs);
          case 5 -> commitOrCrash(ends);
          case 6 -> takeEffect();
          default -> deliver();
        }
      }
      while (runs.position < runs.topic.size() || ends.position < ends.topic.size()) {
        readRuns();
        readEnds();
      }
      while (!submitted.isEmpty()) {
        takeEffect();
      }
      while (!ready().isEmpty()) {
        deliver();
      }
    }

    /// Returns whether nothing more happens.
    private boolean happen() {
      switch (task.state()) {
        case QUEUED, RETRYING -> {
          if (random.nextInt(6) == 0) {
            end(random.nextBoolean() ? TaskState.CANCELLED : TaskState.EXPIRED);
          } else {
            start();
          }
        }
        case RUNNING -> run();
        case SUCCEEDED -> {
          return true;
        }
        case FAILED, CANCELLED, EXPIRED -> {
          if (task.runs() >= MOST_RUNS
              || task.replays() >= MOST_REPLAYS
              || random.nextInt(3) == 0) {
            return true;
          }
          task.replay();
          show();
        }
        case SCHEDULED -> throw new AssertionError("nothing delays it");
      }
      return false;
    }

    private void start() {
      task.start();
      truth.add(name("task.started", task.task().attempts().getLast().started()));
      show();
    }

    private void run() {
      boolean mayGoOn = task.runs() < MOST_RUNS;
      switch (random.nextInt(6)) {
        case 0, 1 -> end(TaskState.SUCCEEDED);
        case 2 -> end(random.nextBoolean() ? TaskState.FAILED : TaskState.CANCELLED);
        case 3 -> {
          if (mayGoOn) {
            start();
          }
        }
        case 4 -> {
          if (mayGoOn) {
            task.snooze();
            show();
          }
        }
        default -> {
          if (mayGoOn) {
            task.retry();
            truth.add(name("task.retrying", task.task().attempts().getLast().ended()));
            show();
          }
        }
      }
    }

    private void end(TaskState state) {
      task.end(state);
      PublicTask ended = task.shown();
      truth.add(name(EventPattern.ofEnd(state), ended.finishedAt()));
      runs.topic.add(task.task());
      ends.topic.add(
          new Completion(
              Completion.idOf(ended.id(), ended.version()),
              Completion.source("test"),
              ended.finishedAt(),
              "acme",
              ended));
    }

    /// Only the last of several changes is shown that are read together. What is read after a retry
    /// is always another step.
    private void show() {
      if (task.state() == TaskState.RETRYING || random.nextInt(3) > 0) {
        runs.topic.add(task.task());
      }
    }

    private void readRuns() {
      if (runs.position < runs.topic.size()) {
        Task read = runs.topic.get(runs.position++);
        submitted.addAll(new RunNews(RetryPolicy.DEFAULT, new Told()).of(read, List.of(endpoint)));
      }
    }

    private void readEnds() {
      if (ends.position < ends.topic.size()) {
        Completion read = ends.topic.get(ends.position++);
        submitted.addAll(
            new Deliveries(RetryPolicy.DEFAULT, new Told())
                .of(read, List.of(endpoint), Turn.Now::new));
      }
    }

    private void commitOrCrash(Reader<?> reader) {
      if (random.nextInt(3) == 0) {
        reader.position = reader.committed;
      } else {
        reader.committed = reader.position;
      }
    }

    /// The lifecycle keeps the first of each id, whatever order partitions read them in.
    private void takeEffect() {
      if (!submitted.isEmpty()) {
        SubmitTask one = submitted.remove(random.nextInt(submitted.size()));
        deliveries.putIfAbsent(one.taskId(), one);
      }
    }

    private List<SubmitTask> ready() {
      return deliveries.values().stream()
          .filter(one -> !over.contains(one.taskId()))
          .filter(
              one -> one.lineage().formers().stream().map(Former::task).allMatch(over::contains))
          .toList();
    }

    List<SubmitTask> waiting() {
      return deliveries.values().stream().filter(one -> !over.contains(one.taskId())).toList();
    }

    /// A delivery succeeds, fails and is retried, or fails for good.
    private void deliver() {
      List<SubmitTask> ready = ready();
      if (ready.isEmpty()) {
        return;
      }
      SubmitTask one = ready.get(random.nextInt(ready.size()));
      String event =
          name(
              one.input().at("/event/type").textValue(),
              Instant.parse(one.input().at("/event/timestamp").textValue()));
      switch (random.nextInt(8)) {
        case 0 -> {
          over.add(one.taskId());
          failed.add(event);
        }
        case 1, 2, 3 -> {
          over.add(one.taskId());
          received.add(event);
        }
        default -> {
          // It fails, and is tried again.
        }
      }
    }

    /// What the endpoint has to get. It hears of a start only if that is shown, or if something
    /// that follows is.
    List<String> due() {
      Set<String> told = new HashSet<>(received);
      told.addAll(failed);
      int lastTold =
          IntStream.range(0, truth.size())
              .filter(i -> told.contains(truth.get(i)))
              .max()
              .orElse(-1);
      return IntStream.range(0, truth.size())
          .filter(i -> i <= lastTold || !truth.get(i).startsWith("task.started"))
          .mapToObj(truth::get)
          .filter(event -> isWanted(event) && !failed.contains(event))
          .toList();
    }

    private boolean isWanted(String event) {
      return endpoint.terms().wants(event.substring(0, event.indexOf(' ')), List.of("a"));
    }

    private static String name(String type, Instant at) {
      return type + " " + at;
    }
  }
}
