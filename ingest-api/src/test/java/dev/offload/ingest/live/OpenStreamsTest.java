package dev.offload.ingest.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.offload.ingest.problem.ProblemException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class OpenStreamsTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  @Test
  void tenantIsHeldToItsLimitOfStreams() {
    OpenStreams streams = streams(2, 10);
    StreamSeat first = seat(streams, "acme");
    seat(streams, "acme");

    assertThatThrownBy(() -> seat(streams, "acme"))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem().status()).isEqualTo(429);
              assertThat(e.problem().code()).isEqualTo("rate-limited");
              assertThat(e.headers()).containsKey("Retry-After");
            });
    seat(streams, "other");
    first.close();
    first.close();
    seat(streams, "acme");
    assertThat(streams.count("acme")).isEqualTo(2);
  }

  @Test
  void replicaIsHeldToItsLimitOfStreams() {
    OpenStreams streams = streams(2, 3);
    seat(streams, "acme");
    seat(streams, "acme");
    seat(streams, "other");

    assertThatThrownBy(() -> seat(streams, "third"))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(503));
  }

  @Test
  void tenantThatWritesMuchLeavesRoomForOthers() throws Exception {
    OpenStreams streams = new OpenStreams(new Costs(10, 10, 1, 400, LONG));
    Blocked more = Blocked.writing(seat(streams, "acme"), 100);
    Blocked stalled = Blocked.writing(seat(streams, "acme"), 100);
    Blocked waiting = Blocked.begin(seat(streams, "acme"), 60);
    Blocked other = Blocked.writing(seat(streams, "other"), 1000);

    assertThat(waiting.isWriting()).isFalse();
    stalled.finish();
    waiting.awaitWriting();
    waiting.finish();
    more.finish();
    other.finish();
  }

  @Test
  void clientThatDoesNotReadIsCutOff() throws Exception {
    OpenStreams streams = new OpenStreams(new Costs(10, 10, 1, 400, Duration.ofMillis(20)));
    AtomicBoolean isCut = new AtomicBoolean();
    StreamSeat silent = streams.take("acme", Optional.empty(), () -> isCut.set(true));
    AtomicBoolean isIdleCut = new AtomicBoolean();
    StreamSeat idle = streams.take("acme", Optional.empty(), () -> isIdleCut.set(true));
    streams.start(null);
    try {
      Blocked blocked = Blocked.writing(silent, 10);

      await().untilTrue(isCut);
      assertThat(silent.isOver()).isTrue();
      assertThat(isIdleCut).isFalse();
      assertThat(idle.isOver()).isFalse();
      blocked.finish();
    } finally {
      streams.stop(null);
    }
    assertThat(idle.isOver()).isTrue();
  }

  @Test
  void streamThatCannotWriteInTimeEnds() throws Exception {
    OpenStreams streams = new OpenStreams(new Costs(10, 10, 1, 400, Duration.ofMillis(20)));
    Blocked more = Blocked.writing(seat(streams, "acme"), 100);
    Blocked stalled = Blocked.writing(seat(streams, "acme"), 100);

    assertThatThrownBy(() -> seat(streams, "acme").write(1, () -> {}))
        .isInstanceOf(ClientLeftBehind.class);
    stalled.finish();
    more.finish();
  }

  @Test
  void streamThatEndsDoesNotWaitForRoom() throws Exception {
    OpenStreams streams = new OpenStreams(new Costs(10, 10, 1, 400, LONG));
    Blocked more = Blocked.writing(seat(streams, "acme"), 100);
    Blocked stalled = Blocked.writing(seat(streams, "acme"), 100);
    StreamSeat gone = seat(streams, "acme");
    Blocked waiting = Blocked.begin(gone, 1);

    gone.close();

    assertThat(waiting.done)
        .failsWithin(LONG)
        .withThrowableThat()
        .withCauseInstanceOf(ClientLeftBehind.class);
    stalled.finish();
    more.finish();
  }

  /// A write that its client does not take.
  private static final class Blocked {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch taken = new CountDownLatch(1);
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    static Blocked begin(StreamSeat seat, long bytes) {
      Blocked write = new Blocked();
      Thread.ofVirtual().start(() -> write.run(seat, bytes));
      return write;
    }

    static Blocked writing(StreamSeat seat, long bytes) throws InterruptedException {
      Blocked write = begin(seat, bytes);
      write.awaitWriting();
      return write;
    }

    private void run(StreamSeat seat, long bytes) {
      try {
        seat.write(bytes, this::block);
        done.complete(null);
      } catch (IOException | InterruptedException e) {
        done.completeExceptionally(e);
      }
    }

    private void block() throws IOException {
      begun.countDown();
      try {
        taken.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }

    void awaitWriting() throws InterruptedException {
      begun.await();
    }

    boolean isWriting() {
      return begun.getCount() == 0;
    }

    void finish() {
      taken.countDown();
      done.join();
    }
  }

  private static OpenStreams streams(int perTenant, int inAll) {
    return new OpenStreams(new Costs(perTenant, inAll, 1, 1000, LONG));
  }

  private static StreamSeat seat(OpenStreams streams, String tenant) {
    return streams.take(tenant, Optional.empty(), () -> {});
  }
}
