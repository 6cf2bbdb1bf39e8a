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

  /// Everybody's digest may be due at eight.
  @Test
  void digestWithoutRoomTakesNoTurnFromOthers() {
    Instant eight = NOW.plusSeconds(3_600);
    for (int user = 0; user < DigestTurns.MOST_OF_A_TENANT; user++) {
      take("acme", "user-" + user, eight);
    }
    taken.clear();

    Turn first = take("acme", "one-more", eight);
    Turn second = take("acme", "another", eight);

    assertThat(taken).as("turns of the mails of the two").hasSize(2);
    assertThat(first).isEqualTo(new Turn.Later(eight.plusSeconds(6_000)));
    assertThat(second).as("after those before it").isEqualTo(first);
    taken.clear();
    take("acme", "user-0", eight);
    take("acme", "user-19999", eight);
    assertThat(taken).as("turns taken again").isEmpty();
    assertThat(turns.count()).isEqualTo(DigestTurns.MOST_OF_A_TENANT);
  }

  @Test
  void thereIsRoomAgainOnceDigestsAreOver() {
    for (int user = 0; user < DigestTurns.MOST_OF_A_TENANT; user++) {
      take("acme", "user-" + user, NOW.plusSeconds(1));
    }
    Instant later = NOW.plusSeconds(60);

    turns.of("acme", "one-more", later.plusSeconds(60), later, Turn.Now::new);

    assertThat(turns.count()).isEqualTo(1);
  }

  @Test
  void sentDigestsAreForgottenOnceThereAreMany() {
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

  private Turn take(String tenant, String user, Instant dueAt) {
    return turns.of(
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
