package dev.offload.ingest.stall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.ingest.stall.Unread.Waiting;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnreadTest {
  private final Unread unread = new Unread(100);

  @Test
  void nobodyIsCutOffWhileThereIsRoom() {
    assertThat(unread.tooMuch(List.of(waiting("a", 60, 1), waiting("b", 40, 2)))).isEmpty();
  }

  @Test
  void clientsThatReadLeastAreCutOffUntilThereIsRoom() {
    List<Waiting<String>> waiting =
        List.of(
            waiting("reads", 30, 50),
            waiting("second", 30, 2),
            waiting("first", 30, 1),
            waiting("third", 30, 3),
            waiting("idle", 0, 0));

    assertThat(unread.tooMuch(waiting)).containsExactly("first", "second");
  }

  @Test
  void tenantThatLeavesMuchUnreadDoesNotCostOthersTheirConnections() {
    List<Waiting<String>> waiting =
        List.of(
            new Waiting<>("pauses", "other", 20, 1),
            new Waiting<>("greedy 1", "acme", 40, 50),
            new Waiting<>("greedy 2", "acme", 40, 51),
            new Waiting<>("greedy 3", "acme", 40, 52));

    assertThat(unread.tooMuch(waiting)).containsExactly("greedy 1", "greedy 2");
  }

  private static Waiting<String> waiting(String client, long bytes, long since) {
    return new Waiting<>(client, "acme", bytes, since);
  }
}
