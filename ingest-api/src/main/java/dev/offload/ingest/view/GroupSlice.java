package dev.offload.ingest.view;

import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.task.GroupStatus;
import java.util.List;
import java.util.Optional;

/// A part of a list of groups.
///
/// @param next where the list goes on: after this group. Empty if it ends here
public record GroupSlice(List<GroupStatus> groups, Optional<GroupId> next) {
  public GroupSlice {
    groups = List.copyOf(groups);
  }
}
