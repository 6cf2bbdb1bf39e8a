package dev.offload.ingest.seat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.offload.ingest.seat.TenantBytes.Reservation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class TenantBytesTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final int MOST_WAITING = 3;

  private final TenantBytes bytes = new TenantBytes(100, MOST_WAITING);

  @Test
  void tenantAloneGetsHalfAndLeavesRoomForOthers() throws Exception {
    for (int i = 0; i < 5; i++) {
      assertThat(take("acme", 10)).isInstanceOf(Reservation.Taken.class);
    }

    assertThat(take("acme", 10)).isInstanceOf(Reservation.TenantIsFull.class);
    assertThat(take("other", 25)).isInstanceOf(Reservation.Taken.class);
    assertThat(take("other", 10)).isInstanceOf(Reservation.TenantIsFull.class);
    assertThat(take("third", 25)).isInstanceOf(Reservation.Taken.class);
    assertThat(take("fourth", 10)).isInstanceOf(Reservation.ReplicaIsFull.class);
  }

  @Test
  void givingBackTwiceFreesOnce() throws Exception {
    Seat first = taken("acme", 25);
    taken("acme", 25);

    first.close();
    first.close();

    taken("acme", 25);
    assertThat(take("acme", 1)).isInstanceOf(Reservation.TenantIsFull.class);
  }

  @Test
  void everythingIsFreeAgainOnceAllHaveGivenBack() throws Exception {
    for (int i = 0; i < 10; i++) {
      List<Seat> seats = new ArrayList<>();
      for (int k = 0; k < 5; k++) {
        seats.add(taken("acme", 10));
      }
      assertThat(take("acme", 10)).isInstanceOf(Reservation.TenantIsFull.class);
      seats.forEach(Seat::close);
    }
  }

  @Test
  void largestRequestsCountAsAQuarter() throws Exception {
    taken("acme", 1_000);
    taken("other", 1_000);
    taken("third", 1_000);

    assertThat(take("fourth", 1_000)).isInstanceOf(Reservation.Taken.class);
    assertThat(take("fifth", 1)).isInstanceOf(Reservation.ReplicaIsFull.class);
  }

  @Test
  void requestWaitsForRoomThatItsTenantGivesBack() throws Exception {
    Seat first = taken("acme", 25);
    taken("acme", 25);
    FutureTask<Reservation> second = waitingFor("acme", 25, new AtomicBoolean());
    assertThat(second).isNotDone();

    first.close();

    assertThat(second.get()).isInstanceOf(Reservation.Taken.class);
  }

  @Test
  void requestThatIsOverDoesNotWait() throws Exception {
    taken("acme", 25);
    taken("acme", 25);
    AtomicBoolean isOver = new AtomicBoolean();
    FutureTask<Reservation> waiting = waitingFor("acme", 25, isOver);

    isOver.set(true);
    bytes.wakeUp();

    assertThat(waiting.get()).isInstanceOf(Reservation.TenantIsFull.class);
  }

  @Test
  void onlySomeOfATenantWait() throws Exception {
    taken("acme", 25);
    taken("acme", 25);
    for (int i = 0; i < MOST_WAITING; i++) {
      var _ = waitingFor("acme", 25, new AtomicBoolean());
    }

    Reservation oneMore = bytes.take("acme", 25, LONG, () -> false);

    assertThat(oneMore).isInstanceOf(Reservation.TenantIsFull.class);
  }

  private Reservation take(String tenant, long size) throws InterruptedException {
    return bytes.take(tenant, size, Duration.ZERO, () -> false);
  }

  private Seat taken(String tenant, long size) throws InterruptedException {
    return ((Reservation.Taken) take(tenant, size)).seat();
  }

  /// A request that waits by now.
  private FutureTask<Reservation> waitingFor(String tenant, long size, AtomicBoolean isOver) {
    FutureTask<Reservation> task =
        new FutureTask<>(() -> bytes.take(tenant, size, LONG, isOver::get));
    Thread thread = Thread.ofPlatform().daemon().start(task);
    await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
    return task;
  }
}
