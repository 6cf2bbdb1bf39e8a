package dev.offload.ingest.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import jakarta.ws.rs.sse.OutboundSseEvent;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OutletTest {
  private static final OutboundSseEvent EVENT = LiveEvents.alive(null);

  private final AtomicInteger cuts = new AtomicInteger();
  private final AtomicInteger ends = new AtomicInteger();
  private final Outlet outlet = new Outlet(3, cuts::incrementAndGet);

  @Test
  void whatWasSentBeforeItIsOpenedIsDelivered() {
    outlet.send(EVENT);
    outlet.send(EVENT);

    AssertSubscriber<OutboundSseEvent> client = open(10);

    client.assertItems(EVENT, EVENT);
    outlet.send(EVENT);
    assertThat(client.getItems()).hasSize(3);
  }

  @Test
  void aClientThatLetsTooManyWaitIsCutOffOnce() {
    AssertSubscriber<OutboundSseEvent> client = open(1);
    for (int i = 0; i < 4; i++) {
      outlet.send(EVENT);
    }
    assertThat(cuts).hasValue(0);

    outlet.send(EVENT);
    outlet.send(EVENT);

    assertThat(cuts).hasValue(1);
    client.request(10);
    assertThat(client.getItems()).hasSize(4);
  }

  @Test
  void aClientThatKeepsUpIsNeverCutOff() {
    AssertSubscriber<OutboundSseEvent> client = open(0);
    for (int i = 0; i < 1000; i++) {
      outlet.send(EVENT);
      client.request(1);
    }

    assertThat(client.getItems()).hasSize(1000);
    assertThat(cuts).hasValue(0);
  }

  @Test
  void theEndComesAfterWhatWasSent() {
    AssertSubscriber<OutboundSseEvent> client = open(0);
    outlet.send(EVENT);

    outlet.end();
    outlet.send(EVENT);

    client.request(10).assertItems(EVENT).assertCompleted();
    assertThat(ends).hasValue(1);
  }

  @Test
  void aClientThatGoesIsForgotten() {
    AssertSubscriber<OutboundSseEvent> client = open(1);

    client.cancel();

    assertThat(ends).hasValue(1);
    outlet.send(EVENT);
    assertThat(client.getItems()).isEmpty();
  }

  private AssertSubscriber<OutboundSseEvent> open(long requested) {
    return outlet
        .events(ends::incrementAndGet)
        .subscribe()
        .withSubscriber(AssertSubscriber.create(requested));
  }
}
