package dev.offload.ingest.view;

import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.task.GroupState;
import dev.offload.schemas.task.GroupStatus;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The groups of each tenant that take tasks. It is kept up to date, so that no submission has to
/// look it up.
final class OpenGroups {
  private final Map<GroupId, String> tenants = new ConcurrentHashMap<>();
  private final Map<String, Set<GroupId>> open = new ConcurrentHashMap<>();

  OpenGroups(Collection<GroupStatus> groups) {
    groups.forEach(this::save);
  }

  /// Takes note of what was written.
  void note(ViewChange change) {
    switch (change) {
      case ViewChange.GroupSaved(GroupStatus group) -> save(group);
      case ViewChange.GroupRemoved(GroupId id) -> remove(id);
      case ViewChange.Saved _, ViewChange.Removed _, ViewChange.Progressed _ -> {
        // Nothing of a group.
      }
    }
  }

  private void save(GroupStatus group) {
    if (group.facts().state() == GroupState.OPEN) {
      tenants.put(group.facts().id(), group.tenant());
      open.computeIfAbsent(group.tenant(), _ -> ConcurrentHashMap.newKeySet())
          .add(group.facts().id());
    } else {
      remove(group.facts().id());
    }
  }

  private void remove(GroupId id) {
    String tenant = tenants.remove(id);
    if (tenant != null) {
      open.computeIfPresent(
          tenant,
          (_, groups) -> {
            groups.remove(id);
            return groups.isEmpty() ? null : groups;
          });
    }
  }

  int of(String tenant) {
    Set<GroupId> groups = open.get(tenant);
    return groups == null ? 0 : groups.size();
  }

  boolean has(String tenant, GroupId id) {
    return tenant.equals(tenants.get(id));
  }
}
