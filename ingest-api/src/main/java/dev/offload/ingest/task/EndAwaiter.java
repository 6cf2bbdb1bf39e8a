package dev.offload.ingest.task;

import dev.offload.ingest.auth.Caller;
import dev.offload.ingest.auth.OpenCall;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.view.TaskView;
import dev.offload.ingest.view.ViewFailure;
import dev.offload.ingest.waiting.WaitReasons;
import dev.offload.schemas.task.PublicTask;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Waits for the end of a task for a client that prefers to wait. The view reports the end, so
/// nothing polls.
@ApplicationScoped
public class EndAwaiter {
  private static final Logger log = LoggerFactory.getLogger(EndAwaiter.class);

  private final TaskView view;
  private final WaitReasons reasons;
  private final WaitConfig config;
  private final Caller caller;

  EndAwaiter(TaskView view, WaitReasons reasons, WaitConfig config, Caller caller) {
    this.view = view;
    this.reasons = reasons;
    this.config = config;
    this.caller = caller;
  }

  /// What the headers `Prefer` ask for; null if none were sent.
  public Optional<PreferredWait> preferred(List<String> headers) {
    return PreferredWait.parse(headers, config.limit());
  }

  /// `task` as it is when it has ended or the wait is over. If the view does not answer, `task` as
  /// it was.
  ///
  /// @throws ProblemException if the caller's key is deleted meanwhile
  public PublicTask await(String tenant, PublicTask task, PreferredWait wait)
      throws InterruptedException {
    if (task.state().hasEnded()) {
      return task;
    }
    CompletableFuture<Void> end = view.end(task.id());
    try {
      // Looked up first: it may have ended before anybody waited for it.
      if (!hasEnded(tenant, task)) {
        await(end, caller.call(), wait.time());
      }
      return view.snapshot(tenant, task.id()).map(reasons::inFull).orElse(task);
    } catch (ViewFailure e) {
      log.warn(
          "end of a task is not noticed, the task view did not answer taskId={}", task.id(), e);
      return task;
    } finally {
      end.cancel(false);
    }
  }

  private boolean hasEnded(String tenant, PublicTask task) {
    return view.find(tenant, task.id()).filter(one -> one.state().hasEnded()).isPresent();
  }

  private static void await(CompletableFuture<Void> end, OpenCall call, Duration time)
      throws InterruptedException {
    call.endItself();
    try {
      var _ =
          CompletableFuture.anyOf(end, call.revoked()).get(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      // The client is told how far the task is.
    } catch (ExecutionException e) {
      throw new IllegalStateException("waiting for the end of a task failed", e);
    }
    call.check();
  }
}
