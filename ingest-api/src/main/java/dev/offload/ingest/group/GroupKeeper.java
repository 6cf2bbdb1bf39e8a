package dev.offload.ingest.group;

import dev.offload.ingest.flow.LimitBook;
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
import java.util.Optional;
import java.util.function.Predicate;

/// Opens, seals and cancels groups. The lifecycle decides, and this waits until the view shows
/// what it has decided, so that a client can go on with any replica. What is in the log is
/// certain: if the lifecycle is behind, a seal or a cancel is acknowledged all the same.
///
/// Each method throws a [NotWritten] if Kafka did not acknowledge the change.
@ApplicationScoped
public class GroupKeeper {
  private final GroupFinder groups;
  private final BoundedWriter writer;
  private final InputRules rules;
  private final LimitBook limits;
  private final StorageGuard storage;
  private final GroupsConfig config;
  private final InstantSource clock;
  private final Openings openings;

  GroupKeeper(
      TaskView view,
      GroupFinder groups,
      BoundedWriter writer,
      InputRules rules,
      LimitBook limits,
      StorageGuard storage,
      GroupsConfig config,
      InstantSource clock) {
    this.groups = groups;
    this.writer = writer;
    this.rules = rules;
    this.limits = limits;
    this.storage = storage;
    this.config = config;
    this.clock = clock;
    this.openings = new Openings(view, config);
  }

  /// @param traceparent the W3C trace context, or null
  /// @throws ProblemException `quota-exceeded`, or `unavailable` if it is not known whether the
  ///     group was opened
  public GroupStatus open(String tenant, NewGroup wanted, String traceparent)
      throws InterruptedException {
    storage.requireRoomForWork();
    limits.requireRoomFor(tenant, wanted.then());
    Instant now = clock.instant();
    OpenGroup command =
        new OpenGroup(GroupId.fresh(now), tenant, wanted.terms(), wanted.then(), now, traceparent);
    openings.take(tenant, command.group());
    boolean isUnknown = false;
    try (FileHolds _ = rules.hold(tenant, wanted.then())) {
      Optional<GroupStatus> opened = decided(command, _ -> true);
      isUnknown = opened.isEmpty();
      return opened.orElseThrow(
          () ->
              ProblemException.unavailable(
                  "The group may have been opened. GET /v1/groups?state=open shows it then.",
                  config.decisionLimit()));
    } finally {
      if (!isUnknown) {
        openings.giveBack(tenant, command.group());
      }
    }
  }

  /// A group that was to be changed.
  ///
  /// @param isApplied whether `group` shows the change; if not, the change is in the log, and the
  ///     group is as it was
  record Changed(GroupStatus group, boolean isApplied) {}

  /// Does nothing to a group that has ended. If it was sealed before, its partitions are asked
  /// again how far they are.
  ///
  /// @param id as the client wrote it
  /// @throws ProblemException `not-found`
  Changed seal(String tenant, String id) throws InterruptedException {
    GroupStatus group = groups.seek(tenant, id);
    return group.facts().state().hasEnded()
        ? new Changed(group, true)
        : changed(group, seal(tenant, group.facts().id()));
  }

  /// Seals a group that is open, and returns it if the view shows that soon.
  public Optional<GroupStatus> seal(String tenant, GroupId id) throws InterruptedException {
    return decided(new SealGroup(id, tenant, clock.instant()), GroupKeeper::isSealed);
  }

  private static boolean isSealed(GroupStatus group) {
    return group.facts().state() != GroupState.OPEN;
  }

  /// Cancels a group. If that was asked for before, its partitions are told again.
  ///
  /// @param id as the client wrote it
  /// @throws ProblemException `not-found`, `already-finished`
  Changed cancel(String tenant, String id) throws InterruptedException {
    GroupStatus group = groups.seek(tenant, id);
    GroupState state = group.facts().state();
    if (state.hasEnded()) {
      throw ProblemException.of(
          ProblemCode.ALREADY_FINISHED,
          "The group has already ended: its state is %s.".formatted(state));
    }
    return changed(
        group,
        decided(
            new CancelGroup(group.facts().id(), tenant, clock.instant()),
            GroupKeeper::isBeingCancelled));
  }

  private static boolean isBeingCancelled(GroupStatus group) {
    return group.facts().times().cancelRequestedAt() != null || group.facts().state().hasEnded();
  }

  private static Changed changed(GroupStatus before, Optional<GroupStatus> after) {
    return new Changed(after.orElse(before), after.isPresent());
  }

  /// Writes `command`, and waits for a while until the group is as `wanted`.
  private Optional<GroupStatus> decided(GroupCommand command, Predicate<GroupStatus> wanted)
      throws InterruptedException {
    Instant deadline = clock.instant().plus(config.decisionLimit());
    writer.write(Topics.COMMANDS, command.key(), command);
    return groups.await(command.tenant(), command.group(), wanted, deadline);
  }
}
