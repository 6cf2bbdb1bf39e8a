package dev.offload.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConnectionLimitsTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private long now = 7;
  private final ConnectionLimits limits = new ConnectionLimits(64, 4, () -> now);

  @Test
  void networkIsHeldToItsLimitWhateverItsNames() throws UnknownHostException {
    List<Network> names = List.of(network("acme", "192.0.2.1"), network("acme", "192.0.2.1"));
    names.forEach(name -> enter(name, 2));
    now += LONG.toNanos();

    assertThat(limits.enter(names.getFirst()))
        .hasValueSatisfying(wait -> assertThat(wait).isPositive());
    assertThat(limits.enter(network("acme", "192.0.2.2"))).isEmpty();
    assertThat(limits.enter(network("other", "192.0.2.1"))).isEmpty();
  }

  @Test
  void freedPlaceIsTakenAgain() throws UnknownHostException {
    Network network = network("acme", "192.0.2.1");
    enter(network, 4);
    limits.left(network, LONG);
    assertThat(limits.enter(network)).isEmpty();
  }

  @Test
  void roomCanBeAskedForBeforehand() throws UnknownHostException {
    Network network = network("acme", "192.0.2.1");
    assertThat(limits.untilRoom(network)).isEmpty();
    enter(network, 4);
    now += LONG.toNanos();

    assertThat(limits.untilRoom(network)).hasValueSatisfying(wait -> assertThat(wait).isPositive());
    assertThat(limits.untilRoom(network("acme", "192.0.2.2"))).isEmpty();
    limits.left(network, LONG);
    assertThat(limits.untilRoom(network)).isEmpty();
    assertThat(limits.enter(network)).isEmpty();
  }

  @Test
  void askingForRoomTakesNone() throws UnknownHostException {
    Network network = network("acme", "192.0.2.1");
    IntStream.range(0, 100).forEach(_ -> limits.untilRoom(network));

    enter(network, 4);
  }

  @Test
  void nobodyWaitsForANetworkWhoseDeliveriesTakeLong() throws UnknownHostException {
    Network network = network("acme", "192.0.2.1");
    enter(network, 4);
    limits.left(network, LONG);
    limits.left(network, LONG);
    enter(network, 2);

    assertThat(limits.untilRoom(network)).isPresent();
    assertThat(limits.enter(network)).isPresent();
  }

  @Test
  void waitsGrowAsLongAsNoDeliveryEnds() throws UnknownHostException {
    Network network = network("acme", "192.0.2.1");
    enter(network, 4);
    now += Duration.ofSeconds(2).toNanos();
    Duration early = limits.untilRoom(network).orElseThrow();
    now += LONG.toNanos();

    assertThat(limits.untilRoom(network).orElseThrow()).isGreaterThan(early.multipliedBy(3));
  }

  @Test
  void tenantWithoutAShareHasNoRoomAnywhere() throws UnknownHostException {
    for (int i = 1; i <= 32; i++) {
      enter(network("greedy", "192.0.2." + i), 1);
    }

    assertThat(limits.untilRoom(network("greedy", "192.0.2.99"))).isPresent();
    assertThat(limits.untilRoom(network("modest", "192.0.2.99"))).isEmpty();
  }

  @Test
  void tenantWithManyNetworksLeavesConnectionsToOthers() throws UnknownHostException {
    int got = 0;
    for (int i = 1; i <= 200; i++) {
      got += limits.enter(network("greedy", "192.0.2." + i)).isEmpty() ? 1 : 0;
    }

    assertThat(got).isEqualTo(32);
    assertThat(limits.enter(network("modest", "192.0.2.1"))).isEmpty();
  }

  @Test
  void addressesOfOneHostAreOneNetwork() throws UnknownHostException {
    assertThat(network("acme", "2001:db8:0:1::1")).isEqualTo(network("acme", "2001:db8:0:1::ff"));
    assertThat(network("acme", "2001:db8:0:1::1")).isNotEqualTo(network("acme", "2001:db8:0:2::1"));
    assertThat(network("acme", "192.0.2.2", "192.0.2.1"))
        .isEqualTo(network("acme", "192.0.2.1", "192.0.2.2"))
        .isEqualTo(network("acme", "192.0.2.1"));
  }

  private void enter(Network network, int times) {
    IntStream.range(0, times).forEach(_ -> assertThat(limits.enter(network)).isEmpty());
  }

  private static Network network(String tenant, String... addresses) throws UnknownHostException {
    InetAddress[] all = new InetAddress[addresses.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = InetAddress.getByName(addresses[i]);
    }
    return Network.of(tenant, List.of(all));
  }
}
