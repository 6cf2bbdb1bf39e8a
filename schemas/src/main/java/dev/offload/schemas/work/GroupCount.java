package dev.offload.schemas.work;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.offload.schemas.Require;
import dev.offload.schemas.TenantOwned;
import dev.offload.schemas.task.GroupCounts;
import dev.offload.schemas.task.GroupError;
import dev.offload.schemas.task.GroupId;
import java.util.List;

/// What a partition of the lifecycle tells a group about its tasks there. All numbers are totals,
/// so it does no harm if a record is read twice.
///
/// A successor that is a member of the same group as the former is counted as joined by the
/// former's partition, when that has ended. So it is never missing from the totals.
///
/// @param partition who tells it
/// @param told how often the partition has told of this group, with this time
/// @param joined how many tasks have joined the group by what the partition has read
/// @param counts how many of the tasks that the partition has are in each state
/// @param errors the first ten errors of those that have failed, have expired or were given up
/// @param sealed whether the partition has read that the group is sealed. If it counts anew, also
///     that none of its tasks there is active
/// @param anew whether the partition counts anew because it can't read what it had counted. The
///     numbers are too small then
/// @param underway the marks of the successors in the group that tasks there have made, and of
///     those that the partition has, combined by exclusive or. A mark is the first 64 bits of
///     the task's UUID, combined with the other 64. So all partitions together give 0 if no
///     successor is under way between them. Null if the partition does not know all of its own:
///     it counts anew, or an older release has begun to count
public record GroupCount(
    GroupId group,
    String tenant,
    int partition,
    long told,
    long joined,
    GroupCounts counts,
    List<GroupError> errors,
    boolean sealed,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean anew,
    Long underway)
    implements Coordination, TenantOwned {
  public GroupCount {
    Require.present(group, "group");
    Require.text(tenant, "tenant");
    Require.that(partition >= 0, "partition", "be 0 or more", partition);
    Require.that(told >= 1, "told", "be 1 or more", told);
    Require.that(joined >= 0, "joined", "be 0 or more", joined);
    Require.present(counts, "counts");
    errors = GroupError.checked(errors);
  }

  /// The group is told.
  @Override
  public String key() {
    return group.toString();
  }
}
