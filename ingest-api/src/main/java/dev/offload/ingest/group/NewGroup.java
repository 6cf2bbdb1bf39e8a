package dev.offload.ingest.group;

import dev.offload.schemas.task.GroupTerms;
import dev.offload.schemas.task.Successor;
import java.util.List;

/// A group that somebody wants to open.
///
/// @param then what follows it
public record NewGroup(GroupTerms terms, List<Successor> then) {
  /// A group without tags, successors or anybody to notify.
  public static final NewGroup PLAIN = new NewGroup(GroupTerms.NONE, List.of());

  public NewGroup {
    then = List.copyOf(then);
  }
}
