package dev.offload.notifier.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.apache.hc.client5.http.impl.InMemoryDnsResolver;
import org.junit.jupiter.api.Test;

class GuardedResolverTest {
  private final InMemoryDnsResolver names = new InMemoryDnsResolver();
  private final GuardedResolver resolver = new GuardedResolver(names, new AddressGuard(List.of()));

  @Test
  void publicNameResolves() throws UnknownHostException {
    InetAddress[] addresses = addresses("1.1.1.1", "2606:4700::1111");
    names.add("good.example", addresses);

    assertThat(resolver.resolve("good.example")).containsExactly(addresses);
  }

  @Test
  void nameWithOneForbiddenAddressIsRefusedWhole() throws UnknownHostException {
    names.add("both.example", addresses("1.1.1.1", "10.0.0.1"));

    assertThatExceptionOfType(AddressRefused.class)
        .isThrownBy(() -> resolver.resolve("both.example"))
        .satisfies(refused -> assertThat(refused.rule()).hasToString("10.0.0.0/8 (private)"))
        .withMessage("address lies in 10.0.0.0/8 (private)");
  }

  private static InetAddress[] addresses(String... literals) throws UnknownHostException {
    InetAddress[] addresses = new InetAddress[literals.length];
    for (int i = 0; i < literals.length; i++) {
      addresses[i] = InetAddress.getByName(literals[i]);
    }
    return addresses;
  }
}
