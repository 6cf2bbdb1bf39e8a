package dev.offload.notifier.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.apache.hc.client5.http.DnsResolver;

/// The resolver of a connector that must not reach forbidden addresses. The connector connects to
/// exactly what this returns, for names and literal addresses alike, so nothing can change between
/// the check and the connection.
///
/// A name of which any address is forbidden is refused whole: an honest receiver has none such.
public final class GuardedResolver implements DnsResolver {
  private final DnsResolver names;
  private final AddressGuard guard;

  public GuardedResolver(DnsResolver names, AddressGuard guard) {
    this.names = names;
    this.guard = guard;
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    InetAddress[] addresses = names.resolve(host);
    for (InetAddress address : addresses) {
      Optional<AddressRule> refusal = guard.refusal(address);
      if (refusal.isPresent()) {
        throw new AddressRefused(refusal.get());
      }
    }
    return addresses;
  }

  @Override
  public String resolveCanonicalHostname(String host) throws UnknownHostException {
    return names.resolveCanonicalHostname(host);
  }
}
