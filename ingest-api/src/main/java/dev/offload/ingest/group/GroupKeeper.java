package dev.offload.ingest.group;

import dev.offload.ingest.membership.GroupFinder;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.storage.StorageGuard;
import dev.offload.ingest.submit.FileHolds;
import dev.offload.ingest.submit.InputRules;
import dev.offload.ingest.view.TaskView;
import dev.offload.kafka.write.BoundedWriter;
import dev.offload.schemas.ProblemCode;
import dev.offload.schemas.command.CancelGroup;
import dev.offload.schemas.command.GroupCommand;
import dev.offload.schemas.command.OpenGroup;
import dev.offload.schemas.command.SealGroup;
import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.task.GroupState;
import dev.offload.schemas.task.GroupStatus;
import dev.offload.schemas.topic.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Predicate;

/// Opens, seals and cancels groups. The lifecycle decides, and this returns once the view shows
/// what it has decided, so that a client can go on with any replica.
///
/// Each method throws a [NotWritten] if Kafka did not acknowledge the change.
@ApplicationScoped
public class GroupKeeper {
  private final GroupFinder groups;
  private final BoundedWriter writer;
  private final InputRules rules;
  private final StorageGuard storage;
  private final GroupsConfig config;
  private final InstantSource clock;
  private final Openings openings;

  GroupKeeper(
      TaskView view,
      GroupFinder groups,
      BoundedWriter writer,
      InputRules rules,
      StorageGuard storage,
      GroupsConfig config,
      InstantSource clock) {
    this.groups = groups;
    this.writer = writer;
    this.rules = rules;
    this.storage = storage;
    this.config = config;
    this.clock = clock;
    this.openings = new Openings(view, config.openPerTenant());
  }

  /// @param traceparent the W3C trace context, or null
  /// @throws ProblemException `quota-exceeded`, or `unavailable` if it is not known whether the
  ///     group was opened
  public GroupStatus open(String tenant, NewGroup wanted, String traceparent)
      throws InterruptedException {
    storage.requireRoomForWork();
    try (Openings.Opening _ = openings.take(tenant)) {
      Instant now = clock.instant();
      OpenGroup command =
          new OpenGroup(
              GroupId.fresh(now), tenant, wanted.terms(), wanted.then(), now, traceparent);
      try (FileHolds _ = rules.hold(tenant, wanted.then())) {
        return decided(
            command,
            _ -> true,
            "The group may have been opened. GET /v1/groups?state=open shows it then.");
      }
    }
  }

  /// Does nothing to a group that is sealed.
  ///
  /// @param id as the client wrote it
  /// @throws ProblemException `not-found`, or `unavailable` if it is not known whether the group
  ///     was sealed
  GroupStatus seal(String tenant, String id) throws InterruptedException {
    GroupStatus group = groups.seek(tenant, id);
    return isSealed(group) ? group : seal(tenant, group.facts().id());
  }

  /// The same for a group that is open.
  public GroupStatus seal(String tenant, GroupId id) throws InterruptedException {
    return decided(
        new SealGroup(id, tenant, clock.instant()),
        GroupKeeper::isSealed,
        "The group will be sealed, but this replica does not see it yet.");
  }

  private static boolean isSealed(GroupStatus group) {
    return group.facts().state() != GroupState.OPEN;
  }

  /// Does nothing to a group that is being cancelled.
  ///
  /// @param id as the client wrote it
  /// @throws ProblemException `not-found`, `already-finished`, or `unavailable` if it is not known
  ///     whether the group is being cancelled
  GroupStatus cancel(String tenant, String id) throws InterruptedException {
    GroupStatus group = groups.seek(tenant, id);
    GroupState state = group.facts().state();
    if (state.hasEnded()) {
      throw ProblemException.of(
          ProblemCode.ALREADY_FINISHED,
          "The group has already ended: its state is %s.".formatted(state));
    }
    return isBeingCancelled(group)
        ? group
        : decided(
            new CancelGroup(group.facts().id(), tenant, clock.instant()),
            GroupKeeper::isBeingCancelled,
            "The group will be cancelled, but this replica does not see it yet.");
  }

  private static boolean isBeingCancelled(GroupStatus group) {
    return group.facts().times().cancelRequestedAt() != null || group.facts().state().hasEnded();
  }

  /// Writes `command` and waits until the group is as `wanted`.
  private GroupStatus decided(GroupCommand command, Predicate<GroupStatus> wanted, String otherwise)
      throws InterruptedException {
    Instant deadline = clock.instant().plus(config.decisionLimit());
    writer.write(Topics.COMMANDS, command.key(), command);
    return groups
        .await(command.tenant(), command.group(), wanted, deadline)
        .orElseThrow(() -> ProblemException.unavailable(otherwise, config.decisionLimit()));
  }
}
