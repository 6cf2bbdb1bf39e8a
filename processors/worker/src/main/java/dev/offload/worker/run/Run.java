package dev.offload.worker.run;

import dev.offload.files.StoreUnavailable;
import dev.offload.schemas.work.WorkItem;
import dev.offload.worker.Outcome;
import dev.offload.worker.TaskHandler;
import dev.offload.worker.journal.RunJournal;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// One run of an attempt by its handler, from `AttemptStarted` to exactly one end.
///
/// ```
///            handler ends                        -> its outcome is written
/// running ── hand back (the process drains)      -> AttemptSnoozed is written, the outcome dropped
///    │       give up (neither lock nor lease)    -> nothing is written, the outcome dropped
///    │
///    └── cancelled or too long ──► stopping
///                                     handler succeeds     -> its outcome is written
///                                     handler ends badly   -> AttemptCancelled or AttemptFailed
///                                     grace over, draining -> the same, the outcome dropped
/// ```
public final class Run {
  private static final Logger log = LoggerFactory.getLogger(Run.class);

  /// The error code of an attempt that took too long.
  private static final String TIMEOUT = "timeout";

  /// How long an attempt waits after its files could not be read or stored, for which it is
  /// not to blame.
  private static final Duration UNTIL_FILES_ARE_THERE = Duration.ofMinutes(1);

  private final RunJournal journal;
  private final TaskHandler handler;
  private final RunTools tools;
  private final RunContext context;
  private final CompletableFuture<Void> settled = new CompletableFuture<>();
  private final CompletableFuture<Void> left = new CompletableFuture<>();
  private boolean over;
  private boolean begun;
  private long beganAt;
  private Thread thread;
  private Stopping stopping;

  /// Why the handler is told to stop, and since when.
  private record Stopping(Cause cause, long since) {}

  private enum Cause {
    CANCELLED,
    TIMED_OUT
  }

  public Run(RunJournal journal, TaskHandler handler, RunTools tools) {
    this.journal = journal;
    this.handler = handler;
    this.tools = tools;
    this.context = new RunContext(journal, tools);
  }

  /// Has the handler called on a thread of its kind. The run's start is told by [#tell()], or with
  /// the first thing that the run reports.
  public void start(HandlerThreads threads) {
    threads.execute(handler.load(), this::call);
  }

  /// Tells that the run has started, if that was not told yet.
  public synchronized void tell() {
    if (!over) {
      journal.started();
    }
  }

  /// Done when Kafka has what makes the task safe without this run's record: its end or its claim.
  /// If that can't be had, it fails, and the record has to be delivered again.
  public CompletableFuture<Void> settled() {
    return settled;
  }

  /// Done when the handler has returned and its slot is free.
  public CompletableFuture<Void> left() {
    return left;
  }

  /// Claims the task, which is kept by a lease from now on instead of the record's lock. Done when
  /// Kafka has the claim; never, if the run is over.
  synchronized CompletableFuture<Void> claim(Duration lease) {
    if (over) {
      return new CompletableFuture<>();
    }
    CompletableFuture<Void> claimed = journal.claimed(lease);
    settleWith(claimed);
    return claimed;
  }

  /// Renews the lease. Done when Kafka has the heartbeat; never, if the run is over.
  synchronized CompletableFuture<Void> renew(Duration lease) {
    return over ? new CompletableFuture<>() : journal.alive(lease);
  }

  /// Stops the handler and drops its outcome, since another worker may run the attempt by now.
  synchronized void giveUp() {
    if (!over) {
      over = true;
      settled.completeExceptionally(
          new IllegalStateException("the run has lost its lock and its lease"));
      stopHandler();
    }
  }

  /// Stops the handler, drops its outcome and hands the attempt back unspent, unless the run is
  /// already being stopped.
  public synchronized void handBack() {
    if (!over) {
      over = true;
      settleWith(stopping == null ? journal.handedBack() : stopped());
      stopHandler();
    }
  }

  /// The task was cancelled: signals the handler, if it has been called.
  synchronized void cancel() {
    if (over || (stopping != null && stopping.cause() == Cause.CANCELLED)) {
      return;
    }
    signal(Cause.CANCELLED, stopping == null ? tools.nanoTime().getAsLong() : stopping.since());
    if (!begun) {
      over = true;
      settleWith(stopped());
    }
  }

  /// Signals a handler that exceeds the task's timeout. Ends the run of a handler that has not
  /// ended within `grace` after its signal.
  synchronized void stopIfDue(long now, Duration grace) {
    if (over) {
      return;
    }
    if (stopping == null && begun && isOver(item().timeout(), beganAt, now)) {
      signal(Cause.TIMED_OUT, now);
    } else if (stopping != null && isOver(grace, stopping.since(), now)) {
      log.warn(
          "handler did not stop in time and is left behind taskId={} attempt={} queue={}",
          item().taskId(),
          item().attempt(),
          item().queue());
      over = true;
      settleWith(stopped());
      stopHandler();
    }
  }

  /// Whether nothing that the handler does counts any more.
  synchronized boolean isOver() {
    return over;
  }

  private static boolean isOver(Duration length, long since, long now) {
    return length != null && now - since >= length.toNanos();
  }

  private void signal(Cause cause, long since) {
    stopping = new Stopping(cause, since);
    context.cancel();
  }

  /// Tells the end of a run that was stopped.
  private CompletableFuture<Void> stopped() {
    if (begun) {
      journal.started();
    }
    return switch (stopping.cause()) {
      case CANCELLED -> journal.cancelled(context.known().spawned());
      case TIMED_OUT ->
          journal.ended(
              Outcome.failed(
                  TIMEOUT, "the run took longer than its timeout of " + item().timeout()));
    };
  }

  WorkItem item() {
    return journal.item();
  }

  private void call() {
    if (!begin()) {
      leave();
      return;
    }
    try (var _ = MDC.putCloseable("taskId", item().taskId().toString());
        var _ = MDC.putCloseable("attempt", Integer.toString(item().attempt()));
        var _ = MDC.putCloseable("queue", item().queue())) {
      long start = tools.nanoTime().getAsLong();
      Outcome outcome = outcome();
      long length = tools.nanoTime().getAsLong() - start;
      // A handler may leave its thread interrupted, which must not disturb what is written
      // next.
      boolean _ = Thread.interrupted();
      tools.metrics().ran(item(), end(outcome), Duration.ofNanos(length));
    } finally {
      leave();
    }
  }

  private synchronized boolean begin() {
    if (!over) {
      thread = Thread.currentThread();
      begun = true;
      beganAt = tools.nanoTime().getAsLong();
    }
    return !over;
  }

  private Outcome outcome() {
    try {
      return OutcomeLimits.held(handler.handle(context), context.known());
    } catch (InvalidInput e) {
      return Outcome.failedForGood("invalid-input", e.getMessage());
    } catch (NoRoom e) {
      log.warn(
          "no room for an output, the attempt is handed back taskId={} attempt={} queue={}",
          item().taskId(),
          item().attempt(),
          item().queue());
      return Outcome.snoozed(UNTIL_FILES_ARE_THERE);
    } catch (OverQuota e) {
      return Outcome.failed("quota-exceeded", e.getMessage());
    } catch (StackOverflowError e) {
      return failure(e);
    } catch (VirtualMachineError e) {
      tools.fatal().accept(e);
      throw e;
    } catch (Throwable e) {
      return StoreUnavailable.isToldBy(e) ? withoutFiles(e) : failure(e);
    }
  }

  private Outcome withoutFiles(Throwable e) {
    if (!context.isCancelled()) {
      log.warn(
          "the file store does not answer, the attempt is handed back taskId={} attempt={}"
              + " queue={}",
          item().taskId(),
          item().attempt(),
          item().queue(),
          e);
    }
    return Outcome.snoozed(UNTIL_FILES_ARE_THERE);
  }

  private Outcome failure(Throwable e) {
    if (!context.isCancelled()) {
      log.warn(
          "handler threw an exception, the attempt has failed taskId={} attempt={} queue={}",
          item().taskId(),
          item().attempt(),
          item().queue(),
          e);
    }
    String what = e.getClass().getSimpleName();
    return Outcome.failed(
        "handler-error", e.getMessage() == null ? what : what + ": " + e.getMessage());
  }

  /// What happens to the outcome, as a label of the metric.
  private synchronized String end(Outcome outcome) {
    if (over) {
      return "dropped";
    }
    over = true;
    context.flush();
    boolean counts = counts(outcome);
    settleWith(counts ? journal.ended(outcome) : stopped());
    return counts ? name(outcome) : "stopped";
  }

  /// After a handler was told to stop, only a success counts, or a delegation after a timeout.
  private boolean counts(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Succeeded _ -> true;
      case Outcome.Delegated _ -> stopping == null || stopping.cause() == Cause.TIMED_OUT;
      case Outcome.Failed _, Outcome.Snoozed _ -> stopping == null;
    };
  }

  private static String name(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Succeeded _ -> "succeeded";
      case Outcome.Failed _ -> "failed";
      case Outcome.Snoozed _ -> "snoozed";
      case Outcome.Delegated _ -> "delegated";
    };
  }

  private void leave() {
    synchronized (this) {
      thread = null;
      // An interrupt that was meant for this run must not hit the next one on this thread.
      boolean _ = Thread.interrupted();
    }
    try {
      context.close();
    } catch (IOException e) {
      log.warn("work directory not deleted taskId={}: {}", item().taskId(), e.getMessage());
    }
    left.complete(null);
  }

  private void stopHandler() {
    context.cancel();
    if (thread != null) {
      thread.interrupt();
    }
  }

  private void settleWith(CompletableFuture<Void> written) {
    var _ =
        written.whenComplete(
            (_, failure) -> {
              if (failure == null) {
                settled.complete(null);
              } else {
                log.warn(
                    "Kafka did not take the outcome of a run, its attempt will be run again "
                        + "taskId={}: {}",
                    item().taskId(),
                    failure.getMessage());
                settled.completeExceptionally(failure);
              }
            });
  }
}
