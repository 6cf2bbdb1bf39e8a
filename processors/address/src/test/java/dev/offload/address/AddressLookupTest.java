package dev.offload.address;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.address.AddressLookup.Found;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.impl.InMemoryDnsResolver;
import org.junit.jupiter.api.Test;

class AddressLookupTest {
  private final InMemoryDnsResolver names = new InMemoryDnsResolver();

  @Test
  void publicNameIsFound() throws UnknownHostException {
    InetAddress[] addresses = addresses("1.1.1.1", "2606:4700::1111");
    names.add("good.example", addresses);

    assertThat(find("good.example")).isEqualTo(new Found.Addresses(List.of(addresses)));
  }

  @Test
  void nameWithOneForbiddenAddressIsRefusedWhole() throws UnknownHostException {
    names.add("both.example", addresses("1.1.1.1", "10.0.0.1"));

    assertThat(find("both.example"))
        .isInstanceOfSatisfying(
            Found.Forbidden.class,
            forbidden -> assertThat(forbidden.rule()).hasToString("10.0.0.0/8 (private)"));
  }

  @Test
  void nameWithoutAnAddressIsNotFound() throws UnknownHostException {
    names.add("empty.example");

    assertThat(find("empty.example")).isEqualTo(new Found.NoSuchName());
    assertThat(find("unknown.example")).isEqualTo(new Found.NoSuchName());
  }

  /// A tenant that names servers which never answer keeps its own share of the threads only.
  @Test
  void namesThatDoNotResolveHoldUpNobodyElse() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    DnsResolver stuck =
        new InMemoryDnsResolver() {
          @Override
          public InetAddress[] resolve(String host) throws UnknownHostException {
            if (host.startsWith("slow")) {
              awaitUninterruptibly(end);
            }
            return addresses("1.1.1.1");
          }
        };
    try (AddressLookup lookup = lookup(stuck, 4, Duration.ofMillis(500))) {
      List<Found> slow =
          Stream.generate(() -> lookup.find("greedy", "slow.example")).limit(4).toList();

      assertThat(slow)
          .containsExactly(
              new Found.TooSlow(), new Found.TooSlow(), new Found.Busy(), new Found.Busy());
      assertThat(patient(lookup)).isInstanceOf(Found.Addresses.class);
    } finally {
      end.countDown();
    }
  }

  private static Found patient(AddressLookup lookup) {
    return Stream.generate(() -> lookup.find("modest", "good.example"))
        .limit(50)
        .filter(Found.Addresses.class::isInstance)
        .findFirst()
        .orElseThrow();
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    boolean isOver = false;
    while (!isOver) {
      try {
        latch.await();
        isOver = true;
      } catch (InterruptedException _) {
        // As native code, it does not listen.
      }
    }
  }

  private Found find(String name) {
    try (AddressLookup lookup = lookup(names, 4, Duration.ofSeconds(10))) {
      return lookup.find("acme", name);
    }
  }

  private static AddressLookup lookup(DnsResolver names, int threads, Duration patience) {
    return new AddressLookup(names, new AddressGuard(List.of()), threads, patience);
  }

  private static InetAddress[] addresses(String... literals) throws UnknownHostException {
    InetAddress[] addresses = new InetAddress[literals.length];
    for (int i = 0; i < literals.length; i++) {
      addresses[i] = InetAddress.getByName(literals[i]);
    }
    return addresses;
  }
}
