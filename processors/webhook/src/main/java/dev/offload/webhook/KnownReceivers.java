package dev.offload.webhook;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where the names in URLs led when they were last looked up, for questions that can't wait for a
/// look-up. Before anything is sent, the name is looked up again. The names that were used last
/// are kept.
final class KnownReceivers {
  private static final int MOST_KEPT = 10_000;

  private record Name(String tenant, String name) {}

  private final Map<Name, Receiver> receivers =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Name, Receiver> eldest) {
          return size() > MOST_KEPT;
        }
      };

  /// The receiver at `addresses`, to which the name has led now.
  synchronized Receiver learn(String tenant, String name, List<InetAddress> addresses) {
    Receiver receiver = Receiver.of(tenant, addresses);
    receivers.put(new Name(tenant, name), receiver);
    return receiver;
  }

  synchronized Optional<Receiver> find(String tenant, String name) {
    return Optional.ofNullable(receivers.get(new Name(tenant, name)));
  }
}
