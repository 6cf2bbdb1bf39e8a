package dev.offload.ingest.rig;

import dev.offload.schemas.command.OpenGroup;
import dev.offload.schemas.task.GroupFacts;
import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.task.GroupState;
import dev.offload.schemas.task.GroupStatus;
import dev.offload.schemas.task.GroupTerms;
import dev.offload.schemas.task.GroupTimes;
import java.time.Instant;
import java.util.List;

/// Groups as the lifecycle would write them, changed step by step.
public final class TestGroups {

  private TestGroups() {}

  /// A group of tenant `acme`, open, made at noon and so many seconds.
  public static GroupStatus open(int second) {
    return open("acme", second);
  }

  public static GroupStatus open(String tenant, int second) {
    Instant createdAt = TestTasks.NOON.plusSeconds(second);
    return new OpenGroup(
            GroupId.fresh(createdAt), tenant, GroupTerms.NONE, List.of(), createdAt, null)
        .begun();
  }

  public static GroupStatus naming(GroupStatus group, String... files) {
    return new GroupStatus(group.facts(), group.tenant(), List.of(files));
  }

  /// The same group, one version later. Null for a time at which nothing happened.
  public static GroupStatus next(
      GroupStatus group, GroupState state, Instant sealedAt, Instant cancelRequestedAt) {
    GroupFacts facts = group.facts();
    Instant createdAt = facts.times().createdAt();
    Instant finishedAt = state.hasEnded() ? createdAt : null;
    return new GroupStatus(
        new GroupFacts(
            facts.id(),
            state,
            facts.version() + 1,
            facts.total(),
            facts.counts(),
            facts.errors(),
            facts.then(),
            facts.terms(),
            new GroupTimes(createdAt, sealedAt, cancelRequestedAt, finishedAt)),
        group.tenant(),
        group.needs());
  }

  /// The same group, sealed.
  public static GroupStatus sealed(GroupStatus group) {
    return next(group, GroupState.RUNNING, group.facts().times().createdAt(), null);
  }

  /// The same group at its end.
  public static GroupStatus ended(GroupStatus group) {
    return next(group, GroupState.SUCCEEDED, group.facts().times().createdAt(), null);
  }
}
