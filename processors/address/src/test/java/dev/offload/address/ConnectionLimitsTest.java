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
  private static final Duration SHORT = Duration.ofMillis(1);

  private long now = 7;
  private final ConnectionLimits limits = new ConnectionLimits(64, 4, () -> now);

  @Test
  void limitOfANetworkHoldsForAllItsNames() throws UnknownHostException {
    List<Server> names = List.of(server("acme", "192.0.2.1"), server("acme", "192.0.2.1"));
    introduce(names.getFirst(), 4);
    names.forEach(name -> enter(name, 2));
    now += LONG.toNanos();

    assertThat(limits.enter(names.getFirst()))
        .hasValueSatisfying(wait -> assertThat(wait).isPositive());
    assertThat(limits.enter(server("acme", "192.0.2.2"))).isEmpty();
    assertThat(limits.enter(server("other", "192.0.2.1"))).isEmpty();
  }

  @Test
  void freedConnectionIsUsedAgain() throws UnknownHostException {
    Server server = server("acme", "192.0.2.1");
    introduce(server, 4);
    enter(server, 4);
    limits.left(server, SHORT, Experience.ANSWERED);
    assertThat(limits.enter(server)).isEmpty();
  }

  @Test
  void roomCanBeCheckedBeforehand() throws UnknownHostException {
    Server server = server("acme", "192.0.2.1");
    introduce(server, 4);
    assertThat(limits.untilRoom(server)).isEmpty();
    enter(server, 4);
    now += LONG.toNanos();

    assertThat(limits.untilRoom(server)).hasValueSatisfying(wait -> assertThat(wait).isPositive());
    assertThat(limits.untilRoom(server("acme", "192.0.2.2"))).isEmpty();
    limits.left(server, SHORT, Experience.ANSWERED);
    assertThat(limits.untilRoom(server)).isEmpty();
    assertThat(limits.enter(server)).isEmpty();
  }

  @Test
  void checkingForRoomTakesNoConnection() throws UnknownHostException {
    Server server = server("acme", "192.0.2.1");
    introduce(server, 4);
    IntStream.range(0, 100).forEach(_ -> limits.untilRoom(server));

    enter(server, 4);
  }

  @Test
  void nobodyWaitsForANetworkWhoseDeliveriesTakeLong() throws UnknownHostException {
    Server server = server("acme", "192.0.2.1");
    introduce(server, 4);
    enter(server, 4);
    limits.left(server, LONG, Experience.ANSWERED);
    limits.left(server, LONG, Experience.ANSWERED);

    assertThat(limits.untilRoom(server)).isPresent();
    assertThat(limits.enter(server)).isPresent();
  }

  @Test
  void waitsGrowAsLongAsNoDeliveryEnds() throws UnknownHostException {
    Server server = server("acme", "192.0.2.1");
    introduce(server, 4);
    enter(server, 4);
    now += Duration.ofSeconds(2).toNanos();
    Duration early = limits.untilRoom(server).orElseThrow();
    now += LONG.toNanos();

    assertThat(limits.untilRoom(server).orElseThrow()).isGreaterThan(early.multipliedBy(3));
  }

  @Test
  void tenantWithoutAShareHasNoRoomAnywhere() throws UnknownHostException {
    for (int i = 1; i <= 32; i++) {
      Server server = server("greedy", "192.0.2." + i);
      introduce(server, 1);
      enter(server, 1);
    }

    assertThat(limits.untilRoom(server("greedy", "192.0.2.99"))).isPresent();
    assertThat(limits.untilRoom(server("modest", "192.0.2.99"))).isEmpty();
  }

  @Test
  void tenantWithManyNetworksLeavesConnectionsToOthers() throws UnknownHostException {
    int got = 0;
    for (int i = 1; i <= 200; i++) {
      Server server = server("greedy", "192.0.2." + i);
      if (got < 32) {
        introduce(server, 1);
      }
      got += limits.enter(server).isEmpty() ? 1 : 0;
    }

    assertThat(got).isEqualTo(32);
    assertThat(limits.enter(server("modest", "192.0.2.1"))).isEmpty();
  }

  @Test
  void serverGetsOneConnectionMoreWithEachAnswer() throws UnknownHostException {
    Server server = server("acme", "192.0.2.1");
    assertThat(open(server)).isEqualTo(1);

    leave(server, 1, Experience.ANSWERED);
    assertThat(open(server)).as("one has left, and one more is allowed").isEqualTo(2);

    leave(server, 2, Experience.ANSWERED);
    assertThat(open(server)).isEqualTo(4);

    leave(server, 4, Experience.ANSWERED);
    assertThat(open(server)).as("not more than the limit").isEqualTo(4);
  }

  @Test
  void silentServerGetsOneConnectionAgain() throws UnknownHostException {
    Server server = server("acme", "192.0.2.1");
    introduce(server, 4);
    enter(server, 4);
    leave(server, 4, Experience.UNTRIED);
    assertThat(open(server)).as("nothing is known that was not known before").isEqualTo(4);

    leave(server, 3, Experience.ANSWERED);
    leave(server, 1, Experience.SILENT);
    assertThat(open(server)).isEqualTo(1);
  }

  @Test
  void serverThatWantsLessGetsHalfOfItsConnections() throws UnknownHostException {
    Server server = server("acme", "192.0.2.1");
    introduce(server, 4);
    enter(server, 4);
    leave(server, 1, Experience.PRESSED);
    leave(server, 3, Experience.UNTRIED);
    assertThat(open(server)).isEqualTo(2);

    leave(server, 2, Experience.PRESSED);
    assertThat(open(server)).as("never less than one").isEqualTo(1);

    leave(server, 1, Experience.ANSWERED);
    assertThat(open(server)).isEqualTo(2);
  }

  @Test
  void serverThatWantsLessEverySecondTimeStaysSlow() throws UnknownHostException {
    Server server = server("acme", "192.0.2.1");
    for (int i = 0; i < 20; i++) {
      enter(server, 1);
      leave(server, 1, Experience.ANSWERED);
      enter(server, 1);
      leave(server, 1, Experience.PRESSED);
    }

    assertThat(open(server)).isEqualTo(1);
  }

  @Test
  void serverThatHangsLeavesConnectionsToOthersAtItsAddress() throws UnknownHostException {
    Network network = network("acme", "192.0.2.1");
    Server hanging = new Server(network, "hanging");
    Server healthy = new Server(network, "healthy");
    introduce(healthy, 4);
    introduce(hanging, 4);
    enter(hanging, 1);
    limits.left(hanging, LONG, Experience.SILENT);
    enter(hanging, 1);
    now += LONG.toNanos();

    assertThat(limits.enter(hanging)).as("one at a time").isPresent();
    assertThat(open(healthy)).as("of four to an address").isEqualTo(3);
  }

  @Test
  void slowServersHaveHalfOfAnAddress() throws UnknownHostException {
    Network network = network("acme", "192.0.2.1");
    enter(new Server(network, "a"), 1);
    enter(new Server(network, "b"), 1);
    now += LONG.toNanos();

    assertThat(limits.enter(new Server(network, "c"))).isPresent();
    assertThat(limits.enter(server("acme", "192.0.2.2"))).isEmpty();
  }

  @Test
  void slowAndUnknownServersLeaveHalfOfTheShareToOthers() throws UnknownHostException {
    Server quick = server("acme", "192.0.2.1");
    introduce(quick, 4);
    int got = 0;
    for (int i = 2; i <= 200; i++) {
      got += limits.enter(server("acme", "192.0.2." + i)).isEmpty() ? 1 : 0;
    }

    assertThat(got).isEqualTo(16);
    assertThat(limits.untilRoom(server("acme", "192.0.2.201"))).isPresent();
    assertThat(limits.untilRoom(quick)).isEmpty();
    enter(quick, 4);
    assertThat(limits.enter(server("other", "192.0.2.2"))).isEmpty();
  }

  @Test
  void quickServerThatFallsSilentIsSlow() throws UnknownHostException {
    for (int i = 1; i <= 4; i++) {
      Server server = server("acme", "192.0.2." + i);
      introduce(server, 4);
      enter(server, 4);
    }
    Server unknown = server("acme", "192.0.2.9");
    assertThat(limits.untilRoom(unknown)).isEmpty();
    now += LONG.toNanos();

    assertThat(limits.untilRoom(unknown)).isPresent();
  }

  @Test
  void waitsForQuickServersDoNotGrowWithSlowOnes() throws UnknownHostException {
    for (int i = 1; i <= 33; i++) {
      introduce(server("acme", "192.0.2." + i), 1);
    }
    Server slow = server("acme", "192.0.2.99");
    for (int i = 0; i < 5; i++) {
      enter(slow, 1);
      limits.left(slow, LONG, Experience.SILENT);
    }
    for (int i = 1; i <= 32; i++) {
      enter(server("acme", "192.0.2." + i), 1);
    }

    assertThat(limits.untilRoom(server("acme", "192.0.2.33")))
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
  private void introduce(Server server, int times) {
    for (int i = 0; i < times; i++) {
      enter(server, 1);
      limits.left(server, SHORT, Experience.ANSWERED);
    }
  }

  private void leave(Server server, int times, Experience experience) {
    IntStream.range(0, times).forEach(_ -> limits.left(server, SHORT, experience));
  }

  /// Takes as many connections as there are. Returns how many these are.
  private int open(Server server) {
    now += LONG.toNanos();
    int held = 0;
    while (limits.untilRoom(server).isEmpty() && limits.enter(server).isEmpty()) {
      held++;
    }
    return held;
  }

  private void enter(Server server, int times) {
    IntStream.range(0, times).forEach(_ -> assertThat(limits.enter(server)).isEmpty());
  }

  private static Server server(String tenant, String address) throws UnknownHostException {
    return new Server(network(tenant, address), "one");
  }

  private static Network network(String tenant, String... addresses) throws UnknownHostException {
    InetAddress[] all = new InetAddress[addresses.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = InetAddress.getByName(addresses[i]);
    }
    return Network.of(tenant, List.of(all));
  }
}
