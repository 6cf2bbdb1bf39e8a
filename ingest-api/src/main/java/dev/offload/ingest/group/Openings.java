package dev.offload.ingest.group;

import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.quota.Unshown;
import dev.offload.ingest.view.GroupNumbers;
import dev.offload.ingest.view.TaskView;
import dev.offload.schemas.ProblemCode;
import dev.offload.schemas.task.GroupId;

/// The groups that this replica has opened, which count as open until the view shows them. Several
/// replicas together may exceed the limit by what they open before the others show it.
final class Openings {
  private final TaskView view;
  private final GroupsConfig config;
  private final Unshown<GroupId, GroupId> unshown;

  Openings(TaskView view, GroupsConfig config) {
    this.view = view;
    this.config = config;
    this.unshown =
        new Unshown<>((tenant, group) -> isCounted(view, tenant, group), System::nanoTime);
  }

  /// Once it has ended, it is counted no more.
  private static boolean isCounted(TaskView view, String tenant, GroupId group) {
    return view.isLive(tenant, group)
        || view.group(tenant, group).filter(known -> known.facts().state().hasEnded()).isPresent();
  }

  /// @throws ProblemException `quota-exceeded` if the tenant has too many groups that are open, or
  ///     that have not ended
  void take(String tenant, GroupId group) {
    unshown.take(tenant, group, group, others -> check(view.liveGroups(tenant), others));
  }

  /// The group is shown, or was not written.
  void giveBack(String tenant, GroupId group) {
    unshown.giveBack(tenant, group, group);
  }

  private void check(GroupNumbers present, int others) {
    if (present.open() + others >= config.openPerTenant()) {
      throw ProblemException.of(
          ProblemCode.QUOTA_EXCEEDED,
          "A tenant may have at most %d open groups. Seal those that are complete."
              .formatted(config.openPerTenant()));
    }
    if (present.all() + others >= config.livePerTenant()) {
      throw ProblemException.of(
          ProblemCode.QUOTA_EXCEEDED,
          "A tenant may have at most %d groups that have not ended."
              .formatted(config.livePerTenant()));
    }
  }
}
