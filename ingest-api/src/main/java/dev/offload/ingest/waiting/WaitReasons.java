package dev.offload.ingest.waiting;

import dev.offload.ingest.auth.Caller;
import dev.offload.ingest.flow.LimitBook;
import dev.offload.ingest.flow.LimitKind;
import dev.offload.ingest.pause.Pauses;
import dev.offload.ingest.view.StateCount;
import dev.offload.ingest.view.TaskSnapshot;
import dev.offload.ingest.view.TaskView;
import dev.offload.ingest.workers.WorkerSlots;
import dev.offload.schemas.config.LimitScope;
import dev.offload.schemas.config.LimitScope.OfQueue;
import dev.offload.schemas.config.LimitScope.OfTenant;
import dev.offload.schemas.task.PublicTask;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.task.WaitingFor;
import dev.offload.schemas.task.WaitingFor.Reason;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;

/// Says why tasks do not run yet. The record of a task says what only the lifecycle knows. What all
/// tasks of a queue or a tenant wait for is known from the topics that this replica reads whole.
///
/// Of several reasons the first counts: a pause, that no worker is there, a limit, the turn.
@ApplicationScoped
public class WaitReasons {
  /// How many tasks before one are counted.
  static final int MOST_BEFORE = 10_000;

  private final Pauses pauses;
  private final WorkerSlots workers;
  private final LimitBook limits;
  private final TaskView view;
  private final Caller caller;
  private final InstantSource clock;

  WaitReasons(
      Pauses pauses,
      WorkerSlots workers,
      LimitBook limits,
      TaskView view,
      Caller caller,
      InstantSource clock) {
    this.pauses = pauses;
    this.workers = workers;
    this.limits = limits;
    this.view = view;
    this.caller = caller;
    this.clock = clock;
  }

  /// A task with the reason why it waits and all that belongs to it. It is for the caller.
  public PublicTask inFull(TaskSnapshot snapshot) {
    Task task = snapshot.task();
    PublicTask shown = listed(snapshot);
    if (!(shown.waitingFor() instanceof WaitingFor.Turn) || othersTakeTurns(task)) {
      return shown;
    }
    OptionalInt before = view.before(task.tenant(), task.id(), MOST_BEFORE);
    return before.isPresent()
        ? shown.waitingFor(new WaitingFor.Turn(Optional.of(before.getAsInt())))
        : shown;
  }

  /// Whether other tenants have tasks in the same queue. How many of them come first, only the
  /// lifecycle knows.
  private boolean othersTakeTurns(Task task) {
    return view.counts().stream()
        .filter(count -> count.state() == TaskState.QUEUED)
        .filter(count -> count.queue().equals(task.queue()))
        .filter(count -> !count.tenant().equals(task.tenant()))
        .anyMatch(this::takesTurns);
  }

  private boolean takesTurns(StateCount others) {
    return others
        .reason()
        .map(said -> said == Reason.TURN && !pauses.ofTenant(others.tenant()))
        .orElse(true);
  }

  /// The same without how many are before it, which is looked up task by task.
  public PublicTask listed(TaskSnapshot snapshot) {
    PublicTask shown = of(snapshot);
    return shown.waitingFor() instanceof WaitingFor.Limit limited
        ? shown.waitingFor(withUse(snapshot.task().tenant(), limited))
        : shown;
  }

  /// Only the reason, which is the same for every caller.
  public PublicTask of(TaskSnapshot snapshot) {
    Task task = snapshot.task();
    PublicTask shown = snapshot.toPublic();
    return task.state() == TaskState.QUEUED
        ? shown.waitingFor(
            ofAll(task.queue(), task.tenant(), task.waitingFor() != null)
                .orElseGet(() -> own(task.waitingFor())))
        : shown;
  }

  /// A task that has just been submitted. The lifecycle has not decided about it yet.
  public PublicTask begun(Task task) {
    PublicTask shown = PublicTask.of(task, null);
    return task.state() == TaskState.QUEUED
        ? shown.waitingFor(ofAll(task.queue(), task.tenant(), true).orElse(null))
        : shown;
  }

  /// What all tasks of its queue wait for, or those of its tenant that are in line.
  private Optional<WaitingFor> ofAll(String queue, String tenant, boolean inLine) {
    if (pauses.ofQueue(queue)) {
      return Optional.of(new WaitingFor.Paused(new OfQueue(queue).ownText()));
    }
    if (inLine && pauses.ofTenant(tenant)) {
      return Optional.of(new WaitingFor.Paused(new OfTenant(tenant).ownText()));
    }
    return workers.isWell() && workers.of(queue, clock.instant()) == 0
        ? Optional.of(new WaitingFor.Worker())
        : Optional.empty();
  }

  /// What only it waits for. `said` is null if it has been handed out: those before it come first.
  private static WaitingFor own(WaitingFor said) {
    return said == null ? WaitingFor.turn() : said;
  }

  /// How much of a limit is used is for those who may see the limit.
  private WaitingFor withUse(String tenant, WaitingFor.Limit limited) {
    return LimitScope.tryParseOwn(limited.scope(), tenant)
        .filter(scope -> LimitKind.isOpenTo(caller, scope))
        .flatMap(limits::use)
        .map(limited::with)
        .orElse(limited);
  }

  /// Whether these tasks would start if a worker had a slot for them.
  public boolean lackOnlyASlot(StateCount counted) {
    boolean ofThemselves = counted.reason().filter(reason -> reason != Reason.TURN).isEmpty();
    return ofThemselves
        && counted.state() == TaskState.QUEUED
        && of(counted).filter(reason -> reason != Reason.PAUSED).isPresent();
  }

  /// Why tasks wait that are counted together. Empty if they run.
  public Optional<Reason> of(StateCount counted) {
    Optional<Reason> said = counted.reason();
    return switch (counted.state()) {
      case SCHEDULED -> Optional.of(said.orElse(Reason.TIME));
      case RETRYING -> Optional.of(Reason.BACKOFF);
      case QUEUED ->
          Optional.of(
              ofAll(counted.queue(), counted.tenant(), said.isPresent())
                  .map(WaitingFor::reason)
                  .orElse(said.orElse(Reason.TURN)));
      case RUNNING, SUCCEEDED, FAILED, CANCELLED, EXPIRED -> Optional.empty();
    };
  }
}
