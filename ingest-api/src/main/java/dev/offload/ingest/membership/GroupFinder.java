package dev.offload.ingest.membership;

import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.task.LookupConfig;
import dev.offload.ingest.task.SubmissionWatch;
import dev.offload.ingest.view.TaskView;
import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.task.GroupStatus;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/// Finds a group even if it was opened a moment ago on another replica.
@ApplicationScoped
public class GroupFinder {
  private static final String WHAT = "group";

  private final TaskView view;
  private final SubmissionWatch submissions;
  private final LookupConfig config;
  private final InstantSource clock;

  GroupFinder(
      TaskView view, SubmissionWatch submissions, LookupConfig config, InstantSource clock) {
    this.view = view;
    this.submissions = submissions;
    this.config = config;
    this.clock = clock;
  }

  /// The group of a request.
  ///
  /// @param id as the client wrote it
  /// @throws ProblemException `not-found` if this tenant has no such group, `unavailable` if that
  ///     is not certain
  public GroupStatus seek(String tenant, String id) throws InterruptedException {
    GroupId groupId = GroupId.tryParse(id).orElseThrow(() -> ProblemException.notFound(WHAT));
    return switch (find(tenant, groupId)) {
      case GroupFinding.Found(GroupStatus group) -> group;
      case GroupFinding.Absent _ -> throw ProblemException.notFound(WHAT);
      case GroupFinding.Undecided _ -> throw undecided();
    };
  }

  ProblemException undecided() {
    return ProblemException.unavailable(
        "The group may have been opened, but this replica does not know it yet.",
        config.retryAfter());
  }

  /// What is known about a tenant's group. If it is unknown here, this waits until the group, or
  /// everything accepted before, is known, at most for the configured time.
  GroupFinding find(String tenant, GroupId id) throws InterruptedException {
    Optional<GroupStatus> known = view.group(tenant, id);
    if (known.isPresent()) {
      return new GroupFinding.Found(known.get());
    }
    CompletableFuture<Void> arrival = view.arrival(id);
    CompletableFuture<Void> passed = submissions.passed(id);
    try {
      // Looked for once more: it may have come before anybody waited for its arrival.
      known = view.group(tenant, id);
      boolean isSure =
          known.isPresent() || isDone(CompletableFuture.anyOf(arrival, passed), config.limit());
      known = known.or(() -> view.group(tenant, id));
      return known
          .<GroupFinding>map(GroupFinding.Found::new)
          .orElseGet(() -> isSure ? new GroupFinding.Absent() : new GroupFinding.Undecided());
    } finally {
      arrival.cancel(false);
      passed.cancel(false);
    }
  }

  /// The group once it is as `wanted`, at most until `deadline`.
  public Optional<GroupStatus> await(
      String tenant, GroupId id, Predicate<GroupStatus> wanted, Instant deadline)
      throws InterruptedException {
    while (true) {
      CompletableFuture<Void> arrival = view.arrival(id);
      try {
        Optional<GroupStatus> present = view.group(tenant, id).filter(wanted);
        Duration left = Duration.between(clock.instant(), deadline);
        if (present.isPresent() || !left.isPositive()) {
          return present;
        }
        boolean _ = isDone(arrival, left);
      } finally {
        arrival.cancel(false);
      }
    }
  }

  private static boolean isDone(CompletableFuture<?> future, Duration limit)
      throws InterruptedException {
    try {
      future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (ExecutionException | TimeoutException _) {
      return false;
    }
  }
}
