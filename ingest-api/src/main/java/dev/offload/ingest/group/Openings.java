package dev.offload.ingest.group;

import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.view.GroupNumbers;
import dev.offload.ingest.view.TaskView;
import dev.offload.schemas.ProblemCode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The groups that this replica is opening, which count as open until the view shows them. Several
/// replicas together may exceed the limit by what they open at the same moment.
final class Openings {
  private final TaskView view;
  private final GroupsConfig config;
  private final Map<String, Integer> underWay = new ConcurrentHashMap<>();

  Openings(TaskView view, GroupsConfig config) {
    this.view = view;
    this.config = config;
  }

  /// A group that is being opened. Close it once the view shows the group, or never will.
  interface Opening extends AutoCloseable {
    @Override
    void close();
  }

  /// @throws ProblemException `quota-exceeded` if the tenant has too many groups that are open, or
  ///     that have not ended
  Opening take(String tenant) {
    underWay.compute(
        tenant,
        (_, others) -> {
          int before = others == null ? 0 : others;
          check(view.liveGroups(tenant), before);
          return before + 1;
        });
    return () -> underWay.computeIfPresent(tenant, (_, others) -> others == 1 ? null : others - 1);
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
