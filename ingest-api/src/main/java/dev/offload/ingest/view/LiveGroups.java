package dev.offload.ingest.view;

import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.task.GroupStatus;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The groups of each tenant that have not ended, and which of them take tasks. It is kept up to
/// date, so that no submission has to look it up.
final class LiveGroups {
  private final Map<GroupId, String> open = new ConcurrentHashMap<>();
  private final Map<GroupId, String> running = new ConcurrentHashMap<>();
  private final Map<String, GroupNumbers> numbers = new ConcurrentHashMap<>();

  LiveGroups(Collection<GroupStatus> groups) {
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
    GroupId id = group.facts().id();
    remove(id);
    switch (group.facts().state()) {
      case OPEN -> {
        open.put(id, group.tenant());
        add(group.tenant(), 1, 0);
      }
      case RUNNING -> {
        running.put(id, group.tenant());
        add(group.tenant(), 0, 1);
      }
      case SUCCEEDED, FAILED, CANCELLED -> {
        // It has ended.
      }
    }
  }

  private void remove(GroupId id) {
    String tenant = open.remove(id);
    if (tenant != null) {
      add(tenant, -1, 0);
    }
    String other = running.remove(id);
    if (other != null) {
      add(other, 0, -1);
    }
  }

  private void add(String tenant, int moreOpen, int moreRunning) {
    numbers.merge(
        tenant,
        new GroupNumbers(moreOpen, moreRunning),
        (one, more) -> one.plus(more).equals(GroupNumbers.NONE) ? null : one.plus(more));
  }

  GroupNumbers of(String tenant) {
    return numbers.getOrDefault(tenant, GroupNumbers.NONE);
  }

  boolean isOpen(String tenant, GroupId id) {
    return tenant.equals(open.get(id));
  }

  boolean isLive(String tenant, GroupId id) {
    return isOpen(tenant, id) || tenant.equals(running.get(id));
  }
}
