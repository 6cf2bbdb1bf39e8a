package dev.offload.ingest.submit;

import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.route.TaskRouter;
import dev.offload.ingest.task.Finding;
import dev.offload.ingest.task.TaskFinder;
import dev.offload.ingest.view.TaskSnapshot;
import dev.offload.ingest.view.TaskView;
import dev.offload.ingest.waiting.WaitReasons;
import dev.offload.kafka.write.NotWritten;
import dev.offload.kafka.write.Writing;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.task.PublicTask;
import dev.offload.schemas.task.Task;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Accepts tasks while there is disk space.
///
/// ```
/// without a key:  write ──acknowledged──► the task as it begins
/// with a key:     known? ──no──► write to the lifecycle ──► wait until the view shows it
///                   └──yes─────────────────────────────────► same body: the task, else refused
/// ```
@ApplicationScoped
public class TaskSubmitter {

  private final TaskMaker maker;
  private final InputRules rules;
  private final TaskRouter router;
  private final TaskView view;
  private final TaskFinder finder;
  private final WaitReasons reasons;
  private final TaskRoom room;
  private final SubmissionLimits limits;
  private final InstantSource clock;

  TaskSubmitter(
      TaskMaker maker,
      InputRules rules,
      TaskRouter router,
      TaskView view,
      TaskFinder finder,
      WaitReasons reasons,
      TaskRoom room,
      SubmissionLimits limits,
      InstantSource clock) {
    this.maker = maker;
    this.rules = rules;
    this.router = router;
    this.view = view;
    this.finder = finder;
    this.reasons = reasons;
    this.room = room;
    this.limits = limits;
    this.clock = clock;
  }

  private interface Way {
    Writing begin(SubmitTask task, Instant now) throws InterruptedException;
  }

  /// Sends a task.
  ///
  /// @throws ProblemException if it is refused
  public Acceptance begin(SubmitRequest request) throws InterruptedException {
    return begin(request, router::begin);
  }

  /// Sends a task that is one of many, when there is room for it.
  ///
  /// @throws ProblemException if it is refused
  public Acceptance beginInBatch(SubmitRequest request) throws InterruptedException {
    return begin(request, (task, _) -> router.beginInBatch(task));
  }

  /// The same for a task that others of the batch wait for, or that waits for others.
  ///
  /// @throws ProblemException if it is refused
  public Acceptance beginRelatedInBatch(SubmitRequest request) throws InterruptedException {
    return begin(request, (task, _) -> router.beginRelatedInBatch(task));
  }

  /// Sends a task that Offload itself needs. When this returns, it is in the log.
  ///
  /// @throws ProblemException if there is no room for it
  /// @throws NotWritten if it may not be in the log
  public void submit(SubmitTask task) throws InterruptedException {
    room.takeFor(task);
    var _ = begin(task, clock.instant(), router::begin).await();
  }

  private Acceptance begin(SubmitRequest request, Way way) throws InterruptedException {
    Instant now = clock.instant();
    SubmitTask task = maker.make(request, now);
    return request.idempotencyKey().isPresent()
        ? beginOnce(task, now, way)
        : beginNew(task, now, way);
  }

  private Acceptance beginNew(SubmitTask task, Instant now, Way way) throws InterruptedException {
    Optional<ProblemException> refusal = room.refusalOfGroup(task);
    if (refusal.isPresent()) {
      throw refusal.get();
    }
    room.takeFor(task);
    try {
      PublicTask shown = reasons.begun(task.begunAt(now));
      return new NewTask(shown, begin(task, now, way), limits);
    } catch (NotWritten e) {
      throw limits.notWritten(e);
    }
  }

  private Acceptance beginOnce(SubmitTask task, Instant now, Way way) throws InterruptedException {
    OneTaskPerKey wanted =
        new OneTaskPerKey(task.tenant(), task.taskId(), task.bodyHash(), view, reasons, limits);
    Optional<Task> known = view.find(task.tenant(), task.taskId());
    if (known.isPresent()) {
      return wanted.known(known.get());
    }
    Optional<ProblemException> refusal = room.refusalOfGroup(task);
    if (refusal.isPresent()) {
      return accepted(wanted, task).orElseThrow(refusal::get);
    }
    room.takeFor(task);
    try {
      return wanted.written(begin(task, now, way), limits.decisionDeadline(now));
    } catch (NotWritten e) {
      throw limits.undecided();
    }
  }

  /// The task if it was accepted before, perhaps a moment ago.
  private Optional<Acceptance> accepted(OneTaskPerKey wanted, SubmitTask task)
      throws InterruptedException {
    return switch (finder.find(task.tenant(), task.taskId())) {
      case Finding.Found(TaskSnapshot found) -> Optional.of(wanted.known(found.task()));
      case Finding.Absent() -> Optional.empty();
      case Finding.Undecided() -> throw limits.undecided();
    };
  }

  /// The room that the task has taken is given back if it is not written.
  private Writing begin(SubmitTask task, Instant now, Way way) throws InterruptedException {
    Runnable giveBack = room.givingBack(task);
    boolean isBegun = false;
    try {
      Writing writing = beginHolding(task, now, way);
      writing.whenOver(() -> {}, giveBack);
      isBegun = true;
      return writing;
    } finally {
      if (!isBegun) {
        giveBack.run();
      }
    }
  }

  /// The files that the task names are held until it is known whether the log has the task.
  private Writing beginHolding(SubmitTask task, Instant now, Way way) throws InterruptedException {
    FileHolds holds = rules.hold(task.tenant(), task.spec());
    boolean isBegun = false;
    try {
      Writing writing = way.begin(task, now);
      writing.whenOver(holds::closeBeside, holds::closeBeside);
      isBegun = true;
      return writing;
    } finally {
      if (!isBegun) {
        holds.close();
      }
    }
  }
}
