package dev.offload.broker;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// What one [EmbeddedKafka] is started with.
///
/// @param directory where its data stands; made when missing
/// @param port of the client listener on loopback; 0 takes a free one
/// @param overrides broker properties that win over ours
public record BrokerSettings(Path directory, int port, Map<String, String> overrides) {
  static final int ANY_PORT = 0;
  private static final int LAST_PORT = 65_535;

  public BrokerSettings {
    if (port < ANY_PORT || port > LAST_PORT) {
      throw new IllegalArgumentException("Broker port must be between 0 and 65535, not " + port);
    }
    overrides = Map.copyOf(overrides);
  }

  public static BrokerSettings in(Path directory) {
    return new BrokerSettings(directory, ANY_PORT, Map.of());
  }

  public BrokerSettings onPort(int newPort) {
    return new BrokerSettings(directory, newPort, overrides);
  }

  public BrokerSettings with(String property, String value) {
    var more = new HashMap<>(overrides);
    more.put(property, value);
    return new BrokerSettings(directory, port, more);
  }
}
