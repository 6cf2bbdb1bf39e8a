package dev.offload.webhook;

import dev.offload.address.Network;
import dev.offload.worker.LatestOfTenants;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/// The networks that the names in URLs led to when they were last looked up, for questions
/// that can't wait for a look-up. Before anything is sent, the name is looked up again. The
/// names that were used last are kept.
final class KnownNetworks {
  private static final int MOST_KEPT = 10_000;

  private final LatestOfTenants<String, Network> networks = new LatestOfTenants<>(MOST_KEPT);

  /// Notes that the name leads to `addresses` now, and returns their network.
  synchronized Network learn(String tenant, String name, List<InetAddress> addresses) {
    Network network = Network.of(tenant, addresses);
    networks.put(tenant, name, network);
    return network;
  }

  synchronized Optional<Network> find(String tenant, String name) {
    return networks.find(tenant, name);
  }
}
