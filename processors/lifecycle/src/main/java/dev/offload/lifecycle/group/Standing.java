package dev.offload.lifecycle.group;

import dev.offload.schemas.command.OpenGroup;
import dev.offload.schemas.task.GroupFacts;
import dev.offload.schemas.task.GroupState;
import dev.offload.schemas.task.GroupStatus;
import dev.offload.schemas.task.GroupTimes;
import dev.offload.schemas.task.Successor;
import dev.offload.schemas.work.GroupCount;
import java.time.Instant;

/// The status of a group that has not ended.
///
/// @param opened with what it was opened
/// @param openUntil when the clock seals it if nobody else has
/// @param counts what its partitions have told
/// @param shown what others have been shown
record Standing(OpenGroup opened, Instant openUntil, PartitionCounts counts, ShownVersion shown) {
  static Standing begun(OpenGroup open, Instant openUntil, PartitionCounts heard, Instant now) {
    return new Standing(open, openUntil, heard, ShownVersion.nothing(now));
  }

  Standing after(GroupCount count) {
    return new Standing(opened, openUntil, counts.after(count), shown.outdated());
  }

  Standing outdated() {
    return new Standing(opened, openUntil, counts, shown.outdated());
  }

  Standing shown(Instant at) {
    return new Standing(opened, openUntil, counts, shown.again(at));
  }

  GroupStatus status(GroupState state, long version, GroupTimes times) {
    GroupFacts facts =
        new GroupFacts(
            opened.group(),
            state,
            version,
            counts.joined(),
            counts.counts(),
            counts.errors(),
            Successor.refs(opened.group(), opened.tenant(), opened.then()),
            opened.terms(),
            times);
    return new GroupStatus(facts, opened.tenant(), Successor.files(opened.then()));
  }
}
