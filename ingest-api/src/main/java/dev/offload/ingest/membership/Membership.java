package dev.offload.ingest.membership;

import dev.offload.ingest.problem.FieldError;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.task.Finding;
import dev.offload.ingest.view.TaskView;
import dev.offload.schemas.ProblemCode;
import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.task.GroupState;
import dev.offload.schemas.task.GroupStatus;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/// Tells whether a group takes tasks.
@ApplicationScoped
public class Membership {
  private final TaskView view;
  private final GroupFinder groups;

  Membership(TaskView view, GroupFinder groups) {
    this.view = view;
    this.groups = groups;
  }

  /// Why `group` takes no task of `tenant`; empty if it does. This costs little for a group that
  /// is open here, and may take a while for any other.
  public Optional<ProblemException> refusal(String tenant, GroupId group)
      throws InterruptedException {
    if (view.isOpen(tenant, group)) {
      return Optional.empty();
    }
    return switch (groups.find(tenant, group)) {
      case Finding.Found(GroupStatus found) -> refusal(found);
      case Finding.Absent() -> Optional.of(unknown());
      case Finding.Undecided() -> Optional.of(groups.undecided());
    };
  }

  /// Whether [#refusal] would answer at once.
  public boolean isKnown(String tenant, GroupId group) {
    return view.isOpen(tenant, group) || view.group(tenant, group).isPresent();
  }

  /// Waits for a while until it is certain whether the group exists.
  ///
  /// @throws ProblemException `unavailable` if it is not certain
  public void await(String tenant, GroupId group) throws InterruptedException {
    if (groups.find(tenant, group) instanceof Finding.Undecided<?>) {
      throw groups.undecided();
    }
  }

  private static Optional<ProblemException> refusal(GroupStatus found) {
    return found.facts().state() == GroupState.OPEN
        ? Optional.empty()
        : Optional.of(
            ProblemException.of(
                ProblemCode.GROUP_SEALED,
                "The group %s was sealed: its state is %s."
                    .formatted(found.facts().id(), found.facts().state())));
  }

  private static ProblemException unknown() {
    return ProblemException.of(
        ProblemCode.INVALID_TASK,
        "The body is invalid: see errors.",
        List.of(new FieldError("/group", "must be the id of an open group")));
  }
}
