package dev.offload.address;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.address.ConnectionLimits.Experience;
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
    introduce(names.getFirst(), 4);
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
    introduce(network, 4);
    enter(network, 4);
    limits.left(network, LONG, Experience.ANSWERED);
    assertThat(limits.enter(network)).isEmpty();
  }

  @Test
  void roomCanBeAskedForBeforehand() throws UnknownHostException {
    Network network = network("acme", "192.0.2.1");
    introduce(network, 4);
    assertThat(limits.untilRoom(network)).isEmpty();
    enter(network, 4);
    now += LONG.toNanos();

    assertThat(limits.untilRoom(network)).hasValueSatisfying(wait -> assertThat(wait).isPositive());
    assertThat(limits.untilRoom(network("acme", "192.0.2.2"))).isEmpty();
    limits.left(network, LONG, Experience.ANSWERED);
    assertThat(limits.untilRoom(network)).isEmpty();
    assertThat(limits.enter(network)).isEmpty();
  }

  @Test
  void askingForRoomTakesNone() throws UnknownHostException {
    Network network = network("acme", "192.0.2.1");
    introduce(network, 4);
    IntStream.range(0, 100).forEach(_ -> limits.untilRoom(network));

    enter(network, 4);
  }

  @Test
  void nobodyWaitsForANetworkWhoseDeliveriesTakeLong() throws UnknownHostException {
    Network network = network("acme", "192.0.2.1");
    introduce(network, 4);
    enter(network, 4);
    limits.left(network, LONG, Experience.ANSWERED);
    limits.left(network, LONG, Experience.ANSWERED);
    enter(network, 2);

    assertThat(limits.untilRoom(network)).isPresent();
    assertThat(limits.enter(network)).isPresent();
  }

  @Test
  void waitsGrowAsLongAsNoDeliveryEnds() throws UnknownHostException {
    Network network = network("acme", "192.0.2.1");
    introduce(network, 4);
    enter(network, 4);
    now += Duration.ofSeconds(2).toNanos();
    Duration early = limits.untilRoom(network).orElseThrow();
    now += LONG.toNanos();

    assertThat(limits.untilRoom(network).orElseThrow()).isGreaterThan(early.multipliedBy(3));
  }

  @Test
  void tenantWithoutAShareHasNoRoomAnywhere() throws UnknownHostException {
    for (int i = 1; i <= 32; i++) {
      Network network = network("greedy", "192.0.2." + i);
      introduce(network, 1);
      enter(network, 1);
    }

    assertThat(limits.untilRoom(network("greedy", "192.0.2.99"))).isPresent();
    assertThat(limits.untilRoom(network("modest", "192.0.2.99"))).isEmpty();
  }

  @Test
  void tenantWithManyNetworksLeavesConnectionsToOthers() throws UnknownHostException {
    int got = 0;
    for (int i = 1; i <= 200; i++) {
      Network network = network("greedy", "192.0.2." + i);
      if (got < 32) {
        introduce(network, 1);
      }
      got += limits.enter(network).isEmpty() ? 1 : 0;
    }

    assertThat(got).isEqualTo(32);
    assertThat(limits.enter(network("modest", "192.0.2.1"))).isEmpty();
  }

  @Test
  void serverGetsOneConnectionMoreWithEachAnswer() throws UnknownHostException {
    Network network = network("acme", "192.0.2.1");
    assertThat(open(network)).isEqualTo(1);

    leave(network, 1, Experience.ANSWERED);
    assertThat(open(network)).as("one has left, and one more is allowed").isEqualTo(2);

    leave(network, 2, Experience.ANSWERED);
    assertThat(open(network)).isEqualTo(4);

    leave(network, 4, Experience.ANSWERED);
    assertThat(open(network)).as("not more than the limit").isEqualTo(4);
  }

  @Test
  void silentServerGetsOneConnectionAgain() throws UnknownHostException {
    Network network = network("acme", "192.0.2.1");
    introduce(network, 4);
    enter(network, 4);
    leave(network, 4, Experience.UNTRIED);
    assertThat(open(network)).as("nothing is known that was not known before").isEqualTo(4);

    leave(network, 3, Experience.ANSWERED);
    leave(network, 1, Experience.SILENT);
    assertThat(open(network)).isEqualTo(1);
  }

  @Test
  void slowAndUnknownServersLeaveHalfOfTheShareToOthers() throws UnknownHostException {
    Network quick = network("acme", "192.0.2.1");
    introduce(quick, 4);
    int got = 0;
    for (int i = 2; i <= 200; i++) {
      got += limits.enter(network("acme", "192.0.2." + i)).isEmpty() ? 1 : 0;
    }

    assertThat(got).isEqualTo(16);
    assertThat(limits.untilRoom(network("acme", "192.0.2.201"))).isPresent();
    assertThat(limits.untilRoom(quick)).isEmpty();
    enter(quick, 4);
    assertThat(limits.enter(network("other", "192.0.2.2"))).isEmpty();
  }

  @Test
  void quickServerThatFallsSilentIsSlow() throws UnknownHostException {
    for (int i = 1; i <= 4; i++) {
      Network network = network("acme", "192.0.2." + i);
      introduce(network, 4);
      enter(network, 4);
    }
    Network unknown = network("acme", "192.0.2.9");
    assertThat(limits.untilRoom(unknown)).isEmpty();
    now += LONG.toNanos();

    assertThat(limits.untilRoom(unknown)).isPresent();
  }

  @Test
  void waitsForQuickServersDoNotGrowWithSlowOnes() throws UnknownHostException {
    for (int i = 1; i <= 33; i++) {
      introduce(network("acme", "192.0.2." + i), 1);
    }
    Network slow = network("acme", "192.0.2.99");
    for (int i = 0; i < 5; i++) {
      enter(slow, 1);
      leave(slow, 1, Experience.SILENT);
    }
    for (int i = 1; i <= 32; i++) {
      enter(network("acme", "192.0.2." + i), 1);
    }

    assertThat(limits.untilRoom(network("acme", "192.0.2.33")))
        .hasValueSatisfying(wait -> assertThat(wait).isLessThan(Duration.ofMillis(1100)));
  }

  @Test
  void addressesOfOneHostAreOneNetwork() throws UnknownHostException {
    assertThat(network("acme", "2001:db8:0:1::1")).isEqualTo(network("acme", "2001:db8:0:1::ff"));
    assertThat(network("acme", "2001:db8:0:1::1")).isNotEqualTo(network("acme", "2001:db8:0:2::1"));
    assertThat(network("acme", "192.0.2.2", "192.0.2.1"))
        .isEqualTo(network("acme", "192.0.2.1", "192.0.2.2"))
        .isEqualTo(network("acme", "192.0.2.1"));
  }

  /// The server answers so often, each time at once.
  private void introduce(Network network, int times) {
    for (int i = 0; i < times; i++) {
      enter(network, 1);
      limits.left(network, Duration.ofMillis(1), Experience.ANSWERED);
    }
  }

  private void leave(Network network, int times, Experience experience) {
    IntStream.range(0, times).forEach(_ -> limits.left(network, LONG, experience));
  }

  /// Takes as many connections as there are. Returns how many these are.
  private int open(Network network) {
    now += LONG.toNanos();
    int held = 0;
    while (limits.untilRoom(network).isEmpty() && limits.enter(network).isEmpty()) {
      held++;
    }
    return held;
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
