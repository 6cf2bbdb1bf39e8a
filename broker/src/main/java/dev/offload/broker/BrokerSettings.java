package dev.offload.broker;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// The settings of an [EmbeddedKafka].
///
/// @param directory where its data is kept; created if missing
/// @param host by which clients reach it; if it is loopback, only this machine can
/// @param port of the client listener; 0 takes a free one
/// @param overrides broker properties that win over ours
public record BrokerSettings(Path directory, String host, int port, Map<String, String> overrides) {
  static final int ANY_PORT = 0;
  private static final int LAST_PORT = 65_535;

  public BrokerSettings {
    if (port < ANY_PORT || port > LAST_PORT) {
      throw new IllegalArgumentException("Broker port must be between 0 and 65535, not " + port);
    }
    overrides = Map.copyOf(overrides);
  }

  public static BrokerSettings in(Path directory) {
    return new BrokerSettings(directory, NodeProperties.LOOPBACK, ANY_PORT, Map.of());
  }

  public BrokerSettings onPort(int newPort) {
    return new BrokerSettings(directory, host, newPort, overrides);
  }

  /// For clients on other machines, which know this one by `newHost`.
  public BrokerSettings reachedAs(String newHost) {
    return new BrokerSettings(directory, newHost, port, overrides);
  }

  public BrokerSettings with(String property, String value) {
    var more = new HashMap<>(overrides);
    more.put(property, value);
    return new BrokerSettings(directory, host, port, more);
  }
}
