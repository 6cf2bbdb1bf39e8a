package dev.offload.address;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/// The address that a tenant's servers are at, whatever their names and ports. One address may
/// serve many customers of a hosting company, so what the tasks of a tenant learn about it
/// counts for this tenant only.
///
/// @param address one IPv4 address, or as many IPv6 addresses as one host can have (a /64)
public record Network(String tenant, String address) {
  private static final int HOST_OF_IPV6 = 8;

  /// The lowest of several addresses stands for all, since the order in which a name lists them
  /// changes.
  public static Network of(String tenant, List<InetAddress> addresses) {
    return addresses.stream()
        .map(Network::text)
        .min(Comparator.naturalOrder())
        .map(address -> new Network(tenant, address))
        .orElseThrow();
  }

  private static String text(InetAddress address) {
    byte[] bytes = address.getAddress();
    return HexFormat.of()
        .formatHex(address instanceof Inet4Address ? bytes : Arrays.copyOf(bytes, HOST_OF_IPV6));
  }
}
