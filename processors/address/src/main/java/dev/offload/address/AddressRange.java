package dev.offload.address;

import inet.ipaddr.AddressStringException;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import inet.ipaddr.ipv4.IPv4Address;
import inet.ipaddr.ipv6.IPv6Address;
import java.net.InetAddress;

/// A block of IP addresses in CIDR notation: `10.0.0.0/8`, `fc00::/7`, or one address alone.
public final class AddressRange {
  private static final IPAddressStringParameters PLAIN =
      new IPAddressStringParameters.Builder()
          .allowAll(false)
          .allowEmpty(false)
          .allowSingleSegment(false)
          .toParams();

  private final IPAddress block;

  private AddressRange(IPAddress block) {
    this.block = block;
  }

  /// Throws [IllegalArgumentException] unless `cidr` is an address or a whole block of addresses.
  public static AddressRange of(String cidr) {
    try {
      IPAddress block = new IPAddressString(cidr, PLAIN).toAddress();
      if (block != null && isWhole(block)) {
        return new AddressRange(block);
      }
    } catch (AddressStringException _) {
      // The exception below says it in our words.
    }
    throw new IllegalArgumentException(
        "address range must be an IP address or a CIDR block such as 10.0.0.0/8, was " + cidr);
  }

  private static boolean isWhole(IPAddress block) {
    return block.isPrefixed() ? block.isPrefixBlock() : !block.isMultiple();
  }

  /// Whether `address` is in this block. An IPv4-mapped IPv6 address counts as its IPv4 address.
  public boolean contains(InetAddress address) {
    return block.contains(unwrapped(address));
  }

  @Override
  public String toString() {
    return block.toCanonicalString();
  }

  private static IPAddress unwrapped(InetAddress address) {
    byte[] bytes = address.getAddress();
    return bytes.length == IPv4Address.BYTE_COUNT
        ? new IPv4Address(bytes)
        : unwrapped(new IPv6Address(bytes));
  }

  private static IPAddress unwrapped(IPv6Address address) {
    return address.isIPv4Mapped() ? address.getEmbeddedIPv4Address() : address;
  }
}
