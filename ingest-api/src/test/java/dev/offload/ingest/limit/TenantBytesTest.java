package dev.offload.ingest.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.offload.ingest.limit.TenantBytes.Outcome;
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
      assertThat(take("acme", 10)).isInstanceOf(Outcome.Taken.class);
    }

    assertThat(take("acme", 10)).isInstanceOf(Outcome.TenantIsFull.class);
    assertThat(take("other", 25)).isInstanceOf(Outcome.Taken.class);
    assertThat(take("other", 10)).isInstanceOf(Outcome.TenantIsFull.class);
    assertThat(take("third", 25)).isInstanceOf(Outcome.Taken.class);
    assertThat(take("fourth", 10)).isInstanceOf(Outcome.ReplicaIsFull.class);
  }

  @Test
  void whatIsGivenBackIsFreeOnce() throws Exception {
    Seat first = taken("acme", 25);
    taken("acme", 25);

    first.close();
    first.close();

    taken("acme", 25);
    assertThat(take("acme", 1)).isInstanceOf(Outcome.TenantIsFull.class);
  }

  @Test
  void everythingIsFreeAgainOnceAllHaveGivenBack() throws Exception {
    for (int i = 0; i < 10; i++) {
      List<Seat> seats = new ArrayList<>();
      for (int k = 0; k < 5; k++) {
        seats.add(taken("acme", 10));
      }
      assertThat(take("acme", 10)).isInstanceOf(Outcome.TenantIsFull.class);
      seats.forEach(Seat::close);
    }
  }

  @Test
  void largestRequestsCountAsAQuarter() throws Exception {
    taken("acme", 1_000);
    taken("other", 1_000);
    taken("third", 1_000);

    assertThat(take("fourth", 1_000)).isInstanceOf(Outcome.Taken.class);
    assertThat(take("fifth", 1)).isInstanceOf(Outcome.ReplicaIsFull.class);
  }

  @Test
  void requestWaitsForRoomThatItsTenantGivesBack() throws Exception {
    Seat first = taken("acme", 25);
    taken("acme", 25);
    FutureTask<Outcome> second = waitingFor("acme", 25, new AtomicBoolean());
    assertThat(second).isNotDone();

    first.close();

    assertThat(second.get()).isInstanceOf(Outcome.Taken.class);
  }

  @Test
  void requestThatIsOverDoesNotWait() throws Exception {
    taken("acme", 25);
    taken("acme", 25);
    AtomicBoolean isOver = new AtomicBoolean();
    FutureTask<Outcome> waiting = waitingFor("acme", 25, isOver);

    isOver.set(true);
    bytes.wakeUp();

    assertThat(waiting.get()).isInstanceOf(Outcome.TenantIsFull.class);
  }

  @Test
  void onlySomeOfATenantWait() throws Exception {
    taken("acme", 25);
    taken("acme", 25);
    for (int i = 0; i < MOST_WAITING; i++) {
      var _ = waitingFor("acme", 25, new AtomicBoolean());
    }

    Outcome oneMore = bytes.take("acme", 25, LONG, () -> false);

    assertThat(oneMore).isInstanceOf(Outcome.TenantIsFull.class);
  }

  private Outcome take(String tenant, long size) throws InterruptedException {
    return bytes.take(tenant, size, Duration.ZERO, () -> false);
  }

  private Seat taken(String tenant, long size) throws InterruptedException {
    return ((Outcome.Taken) take(tenant, size)).seat();
  }

  /// A request that waits by now.
  private FutureTask<Outcome> waitingFor(String tenant, long size, AtomicBoolean isOver) {
    FutureTask<Outcome> task = new FutureTask<>(() -> bytes.take(tenant, size, LONG, isOver::get));
    Thread thread = Thread.ofPlatform().daemon().start(task);
    await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
    return task;
  }
}
