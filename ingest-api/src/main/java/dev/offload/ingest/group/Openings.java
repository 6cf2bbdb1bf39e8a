package dev.offload.ingest.group;

import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.view.TaskView;
import dev.offload.schemas.ProblemCode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The groups that this replica is opening, which count as open until the view shows them. Several
/// replicas together may exceed the limit by what they open at the same moment.
final class Openings {
  private final TaskView view;
  private final int limit;
  private final Map<String, Integer> underWay = new ConcurrentHashMap<>();

  Openings(TaskView view, int limit) {
    this.view = view;
    this.limit = limit;
  }

  /// A group that is being opened. Close it once the view shows the group, or never will.
  interface Opening extends AutoCloseable {
    @Override
    void close();
  }

  /// @throws ProblemException `quota-exceeded` if the tenant has too many open groups
  Opening take(String tenant) {
    underWay.compute(
        tenant,
        (_, others) -> {
          int before = others == null ? 0 : others;
          if (view.openGroups(tenant) + before >= limit) {
            throw ProblemException.of(
                ProblemCode.QUOTA_EXCEEDED,
                "A tenant may have at most %d open groups. Seal those that are complete."
                    .formatted(limit));
          }
          return before + 1;
        });
    return () -> underWay.computeIfPresent(tenant, (_, others) -> others == 1 ? null : others - 1);
  }
}
