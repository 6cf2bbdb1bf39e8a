package dev.offload.lifecycle.digest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.lifecycle.digest.DigestInput.Came;
import dev.offload.lifecycle.digest.DigestInput.TimerFired;
import dev.offload.lifecycle.machine.Deadline;
import dev.offload.lifecycle.machine.Due;
import dev.offload.lifecycle.machine.Step;
import dev.offload.lifecycle.machine.StoredEntry;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.notify.UserMail;
import dev.offload.schemas.task.RetryPolicy;
import dev.offload.schemas.work.DigestNews;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What is kept of a digest, also after the clock was ahead for a while.
class DigestMachineTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final Instant DUE = NOW.plus(Duration.ofHours(1));
  private static final Instant AHEAD = NOW.plus(Duration.ofDays(3));

  private final DigestMachine machine = new DigestMachine();
  private StoredEntry<Optional<DigestEntry>, Due> kept =
      new StoredEntry<>(Optional.empty(), Optional.empty());

  @Test
  void digestIsSentWhenItIsDue() {
    step(new Came(news("one")), AHEAD);
    assertThat(armed()).isEqualTo(AHEAD.plus(DigestEntry.GATHERING));

    lookedAt(NOW);

    assertThat(armed()).isEqualTo(DUE.plus(DigestEntry.GATHERING));
    assertThat(step(new TimerFired(armed()), armed()).effects()).hasSize(1);
  }

  @Test
  void digestThatIsOverdueIsSentSoon() {
    step(new Came(news("one")), AHEAD);

    Instant late = DUE.plus(Duration.ofHours(1));
    lookedAt(late);

    assertThat(armed()).isEqualTo(late.plus(DigestEntry.GATHERING));
  }

  @Test
  void toldEventsAreForgottenAfterADay() {
    step(new Came(news("one")), AHEAD);
    Instant sent = armed();
    step(new TimerFired(sent), sent);

    lookedAt(NOW);

    assertThat(armed()).isEqualTo(NOW.plus(DigestEntry.MEMORY));
    step(new Came(news("one")), NOW);
    assertThat(kept.entry().orElseThrow()).isInstanceOf(DigestEntry.Sent.class);
  }

  @Test
  void toldEventsAreRememberedForADay() {
    step(new Came(news("one")), NOW);
    Instant sent = armed();
    step(new TimerFired(sent), sent);

    assertThat(step(new Came(news("one")), sent.plus(Duration.ofHours(23))).events()).isEmpty();
    step(new TimerFired(armed()), sent.plus(Duration.ofDays(1)));
    assertThat(kept.entry()).isEmpty();
  }

  @Test
  void eventsThatADigestCountsAreRecognised() {
    for (int i = 0; i < UserMail.MOST_COUNTED; i++) {
      step(new Came(news("news-" + i)), NOW);
    }
    Instant sent = armed();
    step(new TimerFired(sent), sent);

    assertThat(step(new Came(news("news-0")), sent.plusSeconds(1)).events()).isEmpty();
  }

  @Test
  void clockThatIsRightChangesNothing() {
    step(new Came(news("one")), NOW);
    DigestEntry collecting = kept.entry().orElseThrow();

    assertThat(step(new Came(news("one")), NOW.plusSeconds(5)).events()).isEmpty();
    assertThat(kept.entry()).contains(collecting);
  }

  /// As all timers are once the clock is found to have been ahead.
  private void lookedAt(Instant now) {
    assertThat(machine.mayBeTooLate(kept.entry(), armed())).isTrue();
    step(new TimerFired(armed()), now);
  }

  private Instant armed() {
    return kept.armed().map(Deadline::at).orElseThrow();
  }

  private Step<Optional<DigestEntry>, DigestEvent, DigestEffect, Due> step(
      DigestInput input, Instant now) {
    Step<Optional<DigestEntry>, DigestEvent, DigestEffect, Due> step =
        machine.step(kept, input, now, now);
    kept = step.after();
    return step;
  }

  private static DigestNews news(String id) {
    return new DigestNews(
        "acme",
        "ada",
        id,
        DUE,
        "token",
        RetryPolicy.DEFAULT,
        Json.MAPPER.createObjectNode().put("type", "task.failed"));
  }
}
