package dev.offload.address;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/// Decides which addresses Offload may connect to for a user. Only hosts that are clearly on
/// the public internet are allowed (IANA's special-purpose registries, RFC 6890), and
/// addresses that the operator allows.
///
/// IPv6 ranges that embed IPv4 addresses are refused as a whole, since the network decides
/// where they lead. An IPv4-mapped address is judged by its IPv4 address.
public final class AddressGuard {
  public static final List<AddressRule> RULES =
      List.of(
          AddressRule.of("0.0.0.0/8", "this network"),
          AddressRule.of("10.0.0.0/8", "private"),
          AddressRule.of("100.64.0.0/10", "shared by carriers"),
          AddressRule.of("127.0.0.0/8", "loopback"),
          AddressRule.of("168.63.129.16/32", "the host of a virtual machine"),
          AddressRule.of("169.254.0.0/16", "link-local"),
          AddressRule.of("172.16.0.0/12", "private"),
          AddressRule.of("192.0.0.0/24", "protocol assignments"),
          AddressRule.of("192.0.2.0/24", "documentation"),
          AddressRule.of("192.88.99.0/24", "6to4 relays"),
          AddressRule.of("192.168.0.0/16", "private"),
          AddressRule.of("198.18.0.0/15", "benchmarks"),
          AddressRule.of("198.51.100.0/24", "documentation"),
          AddressRule.of("203.0.113.0/24", "documentation"),
          AddressRule.of("224.0.0.0/4", "multicast"),
          AddressRule.of("240.0.0.0/4", "reserved"),
          AddressRule.of("::/128", "unspecified"),
          AddressRule.of("::1/128", "loopback"),
          AddressRule.of("::/96", "IPv4-compatible"),
          AddressRule.of("64:ff9b::/96", "NAT64"),
          AddressRule.of("64:ff9b:1::/48", "NAT64, local use"),
          AddressRule.of("::ffff:0:0:0/96", "IPv4-translated"),
          AddressRule.of("100::/64", "discard"),
          AddressRule.of("2001::/32", "Teredo"),
          AddressRule.of("2001::/23", "protocol assignments"),
          AddressRule.of("2001:db8::/32", "documentation"),
          AddressRule.of("2002::/16", "6to4"),
          AddressRule.of("3fff::/20", "documentation"),
          AddressRule.of("5f00::/16", "segment routing"),
          AddressRule.of("fc00::/7", "private"),
          AddressRule.of("fe80::/10", "link-local"),
          AddressRule.of("fec0::/10", "site-local"),
          AddressRule.of("ff00::/8", "multicast"),
          AddressRule.of("::/3", "outside of 2000::/3, where the public internet is"),
          AddressRule.of("4000::/2", "outside of 2000::/3"),
          AddressRule.of("8000::/1", "outside of 2000::/3"));

  private final List<AddressRange> allowed;

  /// `allowed` has ranges that may be connected to although a rule names them.
  public AddressGuard(List<AddressRange> allowed) {
    this.allowed = List.copyOf(allowed);
  }

  /// The rule that forbids `address`, or empty if it is allowed.
  public Optional<AddressRule> refusal(InetAddress address) {
    if (allowed.stream().anyMatch(range -> range.contains(address))) {
      return Optional.empty();
    }
    return rule(address);
  }

  /// Whether `address` is on the public internet, whatever is allowed.
  public static boolean isPublic(InetAddress address) {
    return rule(address).isEmpty();
  }

  private static Optional<AddressRule> rule(InetAddress address) {
    return RULES.stream().filter(rule -> rule.range().contains(address)).findFirst();
  }
}
