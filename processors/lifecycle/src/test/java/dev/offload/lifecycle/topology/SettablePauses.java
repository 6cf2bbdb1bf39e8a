package dev.offload.lifecycle.topology;

import dev.offload.lifecycle.line.LineRules.KnownPauses;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/// Pauses as tests set them.
final class SettablePauses implements KnownPauses {
  final Set<String> queues = new HashSet<>();
  final Set<String> tenants = new HashSet<>();

  @Override
  public boolean ofQueue(String queue) {
    return queues.contains(queue);
  }

  @Override
  public boolean ofTenant(String tenant) {
    return tenants.contains(tenant);
  }

  @Override
  public long pausesVersion() {
    return Objects.hash(queues, tenants);
  }
}
