package dev.offload.ingest.view;

import static dev.offload.ingest.rig.TestTasks.NOON;

import dev.offload.ingest.rig.TestTasks;
import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.topic.Topics;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Measures how fast a view takes tasks in, and how fast it answers when it is full; prints
/// the figures of docs/performance.md. Arguments: how many tasks, of three versions each;
/// then, to measure PostgreSQL too, a JDBC URL with user and password.
final class ViewThroughput {
  private static final int BATCH = 2000;
  private static final int VERSIONS = 3;
  private static final double NANOS = 1e9;
  private static final ViewSource SOURCE =
      new ViewSource("bench", () -> Map.of(0, 0L), Duration.ofDays(1));

  private ViewThroughput() {}

  public static void main(String[] args) throws IOException {
    int tasks = args.length == 0 ? 200_000 : Integer.parseInt(args[0]);
    Path directory = Files.createTempDirectory("offload-view-throughput");
    try (ViewStore store = SqliteViewStore.open(directory, Limits.ORDINARY, SOURCE, NOON)) {
      System.out.println("SQLite");
      measure(tasks, store);
      System.out.printf("file %,d MiB%n", Files.size(SqliteFile.in(directory).path()) >> 20);
    } finally {
      SqliteFile.in(directory).drop();
      Files.delete(directory);
    }
    if (args.length > 1) {
      PostgresServer server =
          new PostgresServer(args[1], Optional.empty(), Optional.empty(), "view_throughput");
      try (ViewStore store = new PostgresStores(server, Limits.ORDINARY).open(SOURCE, NOON)) {
        System.out.println("PostgreSQL");
        measure(tasks, store);
      }
    }
  }

  private static void measure(int tasks, ViewStore store) {
    var _ = store.turn(Topics.TASKS.name(), Map.of(), Map.of(0, Long.MAX_VALUE));
    var threads = ManagementFactory.getThreadMXBean();
    long wall = 0;
    long cpu = 0;
    TaskId last = null;
    for (int from = 0; from < tasks; from += BATCH) {
      List<List<ViewChange>> versions = versions(from);
      last = ((ViewChange.Saved) versions.getFirst().getLast()).written().task().id();
      long wallBefore = System.nanoTime();
      long cpuBefore = threads.getCurrentThreadCpuTime();
      for (List<ViewChange> changes : versions) {
        store.apply(new ViewBatch(Topics.TASKS.name(), changes, Map.of(0, (long) from)));
      }
      wall += System.nanoTime() - wallBefore;
      cpu += threads.getCurrentThreadCpuTime() - cpuBefore;
    }
    double rows = (double) tasks * VERSIONS;
    System.out.printf(
        "%,.0f rows applied: %,.0f rows/s, %,.0f rows per second of CPU%n",
        rows, rows / (wall / NANOS), rows / (cpu / NANOS));
    TaskId id = last;
    time("find", () -> store.snapshot("acme", id));
    time("first page of 50", () -> store.page(filter(null, null), Optional.empty(), 50));
    time(
        "page of 50, failed",
        () -> store.page(filter(TaskState.FAILED, null), Optional.empty(), 50));
    time("page of 50, one tag", () -> store.page(filter(null, "tag-7"), Optional.empty(), 50));
    time("counts", store::counts);
  }

  private static void time(String what, Runnable question) {
    int times = 2000;
    for (int i = 0; i < times; i++) {
      question.run();
    }
    long before = System.nanoTime();
    for (int i = 0; i < times; i++) {
      question.run();
    }
    System.out.printf("%s: %,.0f us%n", what, (System.nanoTime() - before) / 1e3 / times);
  }

  private static TaskFilter filter(TaskState state, String tag) {
    return TaskFilter.of("acme", Origin.CLIENT)
        .with(Optional.ofNullable(state).map(TaskFilter.InState::new))
        .with(Optional.ofNullable(tag).map(TaskFilter.Tagged::new));
  }

  /// The versions of a batch of tasks: queued, running, ended, each in a batch of its own.
  private static List<List<ViewChange>> versions(int from) {
    List<List<ViewChange>> versions =
        List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (int i = from; i < from + BATCH; i++) {
      Task queued = TestTasks.queued(i).tags("tag-" + i % 20).task();
      Task running = TestTasks.next(queued).running(1).task();
      TaskState end = i % 100 == 0 ? TaskState.FAILED : TaskState.SUCCEEDED;
      versions.get(0).add(Saved.of(queued, NOON));
      versions.get(1).add(Saved.of(running, NOON));
      versions.get(2).add(Saved.of(TestTasks.next(running).state(end).task(), NOON));
    }
    return versions;
  }
}
