package dev.offload.webhook;

import dev.offload.address.Network;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The networks that the names in URLs led to when they were last looked up, for questions
/// that can't wait for a look-up. Before anything is sent, the name is looked up again. The
/// names that were used last are kept.
final class KnownNetworks {
  private static final int MOST_KEPT = 10_000;

  private record Name(String tenant, String name) {}

  private final Map<Name, Network> networks =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Name, Network> eldest) {
          return size() > MOST_KEPT;
        }
      };

  /// Notes that the name leads to `addresses` now, and returns their network.
  synchronized Network learn(String tenant, String name, List<InetAddress> addresses) {
    Network network = Network.of(tenant, addresses);
    networks.put(new Name(tenant, name), network);
    return network;
  }

  synchronized Optional<Network> find(String tenant, String name) {
    return Optional.ofNullable(networks.get(new Name(tenant, name)));
  }
}
