package dev.offload.address;

import java.net.InetAddress;
import java.util.List;
import java.util.function.Supplier;
import org.apache.hc.client5.http.DnsResolver;

/// Makes an HTTP client connect to the addresses that an [AddressLookup] has found, and to no
/// others. It stands in for the client's own look-up, for names and for literal addresses. So
/// nothing can change between the judgement and the connection.
public final class JudgedAddresses implements DnsResolver {
  private static final ScopedValue<List<InetAddress>> ADDRESSES = ScopedValue.newInstance();

  /// Does `exchange`, in which the client connects to `addresses` whatever name it is given.
  public static <T> T whileConnectingTo(List<InetAddress> addresses, Supplier<T> exchange) {
    return ScopedValue.where(ADDRESSES, List.copyOf(addresses)).call(exchange::get);
  }

  @Override
  public InetAddress[] resolve(String host) {
    return ADDRESSES.get().toArray(InetAddress[]::new);
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }
}
