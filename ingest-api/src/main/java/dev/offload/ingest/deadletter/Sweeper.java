package dev.offload.ingest.deadletter;

import dev.offload.ingest.auth.Caller;
import dev.offload.ingest.auth.OpenCall;
import dev.offload.ingest.kafka.KafkaWritingConfig;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.storage.StorageGuard;
import dev.offload.ingest.task.LookupConfig;
import dev.offload.ingest.view.TaskFilter;
import dev.offload.ingest.view.TaskSlice;
import dev.offload.ingest.view.TaskSnapshot;
import dev.offload.ingest.view.TaskView;
import dev.offload.kafka.write.BoundedWriter;
import dev.offload.kafka.write.NotWritten;
import dev.offload.schemas.command.Command;
import dev.offload.schemas.command.DropTask;
import dev.offload.schemas.command.RetryTask;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.topic.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongFunction;
import java.util.function.Predicate;

/// Replays or drops all ended tasks that match a filter, oldest first, page by page. Each task gets
/// one command, and only one page is in memory. Nobody has to keep the rate: the i-th task is told
/// to run i / rate seconds from now.
@ApplicationScoped
public class Sweeper {
  private static final int PAGE = 500;
  private static final double NANOS = Duration.ofSeconds(1).toNanos();

  private final TaskView view;
  private final BoundedWriter writer;
  private final KafkaWritingConfig writing;
  private final StorageGuard storage;
  private final LookupConfig lookup;
  private final Caller caller;
  private final InstantSource clock;

  Sweeper(
      TaskView view,
      BoundedWriter writer,
      KafkaWritingConfig writing,
      StorageGuard storage,
      LookupConfig lookup,
      Caller caller,
      InstantSource clock) {
    this.view = view;
    this.writer = writer;
    this.writing = writing;
    this.storage = storage;
    this.lookup = lookup;
    this.caller = caller;
    this.clock = clock;
  }

  /// The command for the task that is number `index` of those found.
  private interface Action {
    Command to(Task task, long index);
  }

  SweepAnswer retry(TaskFilter filter, double ratePerSecond) throws InterruptedException {
    return retry(
        filter, _ -> true, index -> Duration.ofNanos((long) (index / ratePerSecond * NANOS)));
  }

  /// @param which which of those that match are replayed
  /// @param pace how long after now the task that is number `index` of those found starts
  public SweepAnswer retry(TaskFilter filter, Predicate<Task> which, LongFunction<Duration> pace)
      throws InterruptedException {
    storage.requireRoomForWork();
    Instant begin = clock.instant();
    long found =
        sweep(
            filter,
            which,
            (task, index) ->
                new RetryTask(
                    task.id(), task.tenant(), task.version(), null, begin.plus(pace.apply(index))));
    return new SweepAnswer(found, found == 0 ? null : begin.plus(pace.apply(found - 1)));
  }

  /// How many tasks [#retry] would replay now.
  public long count(TaskFilter filter, Predicate<Task> which) throws InterruptedException {
    requireCaughtUp();
    OpenCall call = caller.call();
    long found = 0;
    TaskSlice page = view.page(filter, Optional.empty(), PAGE);
    while (true) {
      found += page.tasks().stream().map(TaskSnapshot::task).filter(which).count();
      if (page.next().isEmpty()) {
        return found;
      }
      call.check();
      page = view.page(filter, page.next(), PAGE);
    }
  }

  SweepAnswer drop(TaskFilter filter) throws InterruptedException {
    long found =
        sweep(
            filter, _ -> true, (task, _) -> new DropTask(task.id(), task.tenant(), task.version()));
    return new SweepAnswer(found, null);
  }

  private long sweep(TaskFilter filter, Predicate<Task> which, Action action)
      throws InterruptedException {
    requireCaughtUp();
    OpenCall call = caller.call();
    OldestFirst pages =
        new OldestFirst(
            position -> {
              call.check();
              return view.page(filter, position, PAGE);
            });
    long found = 0;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Optional<List<Task>> page = pages.next();
      while (page.isPresent()) {
        List<Task> chosen = page.get().stream().filter(which).toList();
        write(chosen, found, action, threads);
        found += chosen.size();
        page = pages.next();
      }
    }
    return found;
  }

  /// Handles a page at once, since the commands wait for Kafka and hardly use the processor.
  private void write(List<Task> page, long found, Action action, ExecutorService threads)
      throws InterruptedException {
    List<Future<?>> writes = new ArrayList<>(page.size());
    for (int i = 0; i < page.size(); i++) {
      Command command = action.to(page.get(i), found + i);
      writes.add(threads.submit(() -> write(command)));
    }
    for (Future<?> write : writes) {
      try {
        write.get();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof NotWritten) {
          throw stopped(found);
        }
        throw new IllegalStateException(e.getCause());
      }
    }
  }

  private void write(Command command) {
    writer.write(Topics.COMMANDS, command.key(), command);
  }

  private void requireCaughtUp() {
    if (!view.isCaughtUp()) {
      throw ProblemException.unavailable(
          "This replica is still reading the existing tasks.", lookup.retryAfter());
    }
  }

  private ProblemException stopped(long found) {
    return ProblemException.unavailable(
        "Kafka stopped answering after %d tasks. It is safe to ask again.".formatted(found),
        writing.retryAfter());
  }
}
