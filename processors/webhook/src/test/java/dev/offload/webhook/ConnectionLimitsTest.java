package dev.offload.webhook;

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
  void receiverIsHeldToItsLimitWhateverItsNames() throws UnknownHostException {
    List<Receiver> names = List.of(receiver("acme", "192.0.2.1"), receiver("acme", "192.0.2.1"));
    names.forEach(name -> enter(name, 2));
    now += LONG.toNanos();

    assertThat(limits.enter(names.getFirst()))
        .hasValueSatisfying(wait -> assertThat(wait).isPositive());
    assertThat(limits.enter(receiver("acme", "192.0.2.2"))).isEmpty();
    assertThat(limits.enter(receiver("other", "192.0.2.1"))).isEmpty();
  }

  @Test
  void freedPlaceIsTakenAgain() throws UnknownHostException {
    Receiver receiver = receiver("acme", "192.0.2.1");
    enter(receiver, 4);
    limits.left(receiver, LONG);
    assertThat(limits.enter(receiver)).isEmpty();
  }

  @Test
  void roomCanBeAskedForBeforehand() throws UnknownHostException {
    Receiver receiver = receiver("acme", "192.0.2.1");
    assertThat(limits.untilRoom(receiver)).isEmpty();
    enter(receiver, 4);
    now += LONG.toNanos();

    assertThat(limits.untilRoom(receiver))
        .hasValueSatisfying(wait -> assertThat(wait).isPositive());
    assertThat(limits.untilRoom(receiver("acme", "192.0.2.2"))).isEmpty();
    limits.left(receiver, LONG);
    assertThat(limits.untilRoom(receiver)).isEmpty();
    assertThat(limits.enter(receiver)).isEmpty();
  }

  @Test
  void askingForRoomTakesNone() throws UnknownHostException {
    Receiver receiver = receiver("acme", "192.0.2.1");
    IntStream.range(0, 100).forEach(_ -> limits.untilRoom(receiver));

    enter(receiver, 4);
  }

  @Test
  void nobodyWaitsForAReceiverWhoseDeliveriesTakeLong() throws UnknownHostException {
    Receiver receiver = receiver("acme", "192.0.2.1");
    enter(receiver, 4);
    limits.left(receiver, LONG);
    limits.left(receiver, LONG);
    enter(receiver, 2);

    assertThat(limits.untilRoom(receiver)).isPresent();
    assertThat(limits.enter(receiver)).isPresent();
  }

  @Test
  void waitsGrowAsLongAsNoDeliveryEnds() throws UnknownHostException {
    Receiver receiver = receiver("acme", "192.0.2.1");
    enter(receiver, 4);
    now += Duration.ofSeconds(2).toNanos();
    Duration early = limits.untilRoom(receiver).orElseThrow();
    now += LONG.toNanos();

    assertThat(limits.untilRoom(receiver).orElseThrow()).isGreaterThan(early.multipliedBy(3));
  }

  @Test
  void tenantWithoutAShareHasNoRoomAnywhere() throws UnknownHostException {
    for (int i = 1; i <= 32; i++) {
      enter(receiver("greedy", "192.0.2." + i), 1);
    }

    assertThat(limits.untilRoom(receiver("greedy", "192.0.2.99"))).isPresent();
    assertThat(limits.untilRoom(receiver("modest", "192.0.2.99"))).isEmpty();
  }

  @Test
  void tenantWithManyReceiversLeavesConnectionsToOthers() throws UnknownHostException {
    int got = 0;
    for (int i = 1; i <= 200; i++) {
      got += limits.enter(receiver("greedy", "192.0.2." + i)).isEmpty() ? 1 : 0;
    }

    assertThat(got).isEqualTo(32);
    assertThat(limits.enter(receiver("modest", "192.0.2.1"))).isEmpty();
  }

  @Test
  void addressesOfOneHostAreOneReceiver() throws UnknownHostException {
    assertThat(receiver("acme", "2001:db8:0:1::1")).isEqualTo(receiver("acme", "2001:db8:0:1::ff"));
    assertThat(receiver("acme", "2001:db8:0:1::1"))
        .isNotEqualTo(receiver("acme", "2001:db8:0:2::1"));
    assertThat(receiver("acme", "192.0.2.2", "192.0.2.1"))
        .isEqualTo(receiver("acme", "192.0.2.1", "192.0.2.2"))
        .isEqualTo(receiver("acme", "192.0.2.1"));
  }

  private void enter(Receiver receiver, int times) {
    IntStream.range(0, times).forEach(_ -> assertThat(limits.enter(receiver)).isEmpty());
  }

  private static Receiver receiver(String tenant, String... addresses) throws UnknownHostException {
    InetAddress[] all = new InetAddress[addresses.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = InetAddress.getByName(addresses[i]);
    }
    return Receiver.of(tenant, List.of(all));
  }
}
