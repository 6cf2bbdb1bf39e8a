package dev.offload.ingest.membership;

import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.task.Finder;
import dev.offload.ingest.task.Finding;
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
import java.util.function.Predicate;

/// Finds a group even if it was opened a moment ago on another replica.
@ApplicationScoped
public class GroupFinder {
  private static final String WHAT = "group";

  private final TaskView view;
  private final Finder<GroupId, GroupStatus> finder;
  private final LookupConfig config;
  private final InstantSource clock;

  GroupFinder(
      TaskView view, SubmissionWatch submissions, LookupConfig config, InstantSource clock) {
    this.view = view;
    this.finder = new Finder<>(view::group, view::arrival, submissions::passed, config.limit());
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
      case Finding.Found(GroupStatus group) -> group;
      case Finding.Absent() -> throw ProblemException.notFound(WHAT);
      case Finding.Undecided() -> throw undecided();
    };
  }

  ProblemException undecided() {
    return ProblemException.unavailable(
        "The group may have been opened, but this replica does not know it yet.",
        config.retryAfter());
  }

  /// What is known about a tenant's group: see [Finder#find].
  Finding<GroupStatus> find(String tenant, GroupId id) throws InterruptedException {
    return finder.find(tenant, id);
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
        boolean _ = Finder.isDone(arrival, left);
      } finally {
        arrival.cancel(false);
      }
    }
  }
}
