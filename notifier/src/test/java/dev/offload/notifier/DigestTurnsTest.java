package dev.offload.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.notifier.MailPace.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// How many turns of digests are kept.
class DigestTurnsTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  private final DigestTurns turns = new DigestTurns(Duration.ofMillis(300));
  private final List<String> taken = new ArrayList<>();

  @Test
  void tenantWithManyDigestsTakesNoRoomFromOthers() {
    take("bolt", "bea", NOW.plusSeconds(3_600));
    for (int i = 0; i < 3 * DigestTurns.MOST_OF_A_TENANT; i++) {
      take("acme", "ada", NOW.plusSeconds(1 + i));
    }

    assertThat(turns.count()).isEqualTo(DigestTurns.MOST_OF_A_TENANT + 1);
    taken.clear();
    take("bolt", "bea", NOW.plusSeconds(3_600));
    take("acme", "ada", NOW.plusSeconds(1));
    assertThat(taken).as("turns taken again").isEmpty();
  }

  @Test
  void whatIsOverIsForgottenOnceThereIsMuch() {
    for (int tenant = 0; tenant < 5; tenant++) {
      for (int i = 1; i < DigestTurns.MOST_OF_A_TENANT; i++) {
        take("tenant-" + tenant, "ada", NOW.plusSeconds(i));
      }
    }
    Instant later = NOW.plus(Duration.ofDays(1));

    for (int i = 0; i < 10; i++) {
      turns.of("acme", "user-" + i, later.plusSeconds(60), later, Turn.Now::new);
    }

    assertThat(turns.count()).isEqualTo(10);
  }

  private void take(String tenant, String user, Instant dueAt) {
    turns.of(
        tenant,
        user,
        dueAt,
        NOW,
        () -> {
          taken.add(tenant);
          return new Turn.Now();
        });
  }
}
