package dev.offload.webhook;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/// Whoever gets a tenant's webhooks at an address, whatever its names and ports. One address may
/// serve many customers of one host, so what a tenant's webhooks find out about it counts for this
/// tenant only.
///
/// @param network one IPv4 address, or as many IPv6 addresses as one host can have (a /64)
record Receiver(String tenant, String network) {
  private static final int HOST_OF_IPV6 = 8;

  /// The lowest of several addresses stands for all, since the order in which a name lists them
  /// changes.
  static Receiver of(String tenant, List<InetAddress> addresses) {
    return addresses.stream()
        .map(Receiver::network)
        .min(Comparator.naturalOrder())
        .map(network -> new Receiver(tenant, network))
        .orElseThrow();
  }

  private static String network(InetAddress address) {
    byte[] bytes = address.getAddress();
    return HexFormat.of()
        .formatHex(address instanceof Inet4Address ? bytes : Arrays.copyOf(bytes, HOST_OF_IPV6));
  }
}
