package dev.offload.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.notifier.MailPace.Turn;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.config.DigestTimes;
import dev.offload.schemas.config.UserPreferences;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.Completion;
import dev.offload.schemas.task.RetryPolicy;
import dev.offload.schemas.task.TaskError;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.work.DigestNews;
import dev.offload.secrets.Encrypter;
import dev.offload.secrets.Unsubscribing;
import dev.offload.secrets.Unsubscribing.Owner;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which ends are told to a user at once, and which in a digest.
class UserMailsTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final DigestTimes MORNING = new DigestTimes.At(LocalTime.of(8, 0));
  private static final Supplier<Turn> AT_ONCE = Turn.Now::new;

  private final Unsubscribing links =
      new Unsubscribing(new Encrypter(List.of(OneNodeProfile.ENCRYPTION_KEY)));
  private final UserMails mails = new UserMails(RetryPolicy.DEFAULT, links, Duration.ofMillis(300));

  @Test
  void userWithoutADigestGetsAMailAtOnce() {
    Completion end = Completions.ofUser("ada", TaskState.SUCCEEDED, NOW);

    SubmitTask mail = atOnce(mails.of(end, ada(null, "UTC"), NOW, AT_ONCE).orElseThrow());

    assertThat(mail.queue()).isEqualTo("email");
    assertThat(mail.timing().runAt()).isNull();
    assertThat(mail.input().at("/userMail/events/0/type").asText()).isEqualTo("task.succeeded");
    assertThat(mail.input().at("/userMail/events/0/data/result/rows").asInt()).isEqualTo(3);
    assertThat(atOnce(mails.of(end, ada(null, "UTC"), NOW, AT_ONCE).orElseThrow()).taskId())
        .isEqualTo(mail.taskId());
  }

  @Test
  void userWithADigestIsToldLater() {
    Completion end = Completions.ofUser("ada", TaskState.SUCCEEDED, NOW);

    DigestNews news = digest(mails.of(end, ada(MORNING, "UTC"), NOW, AT_ONCE).orElseThrow());

    assertThat(news.tenant()).isEqualTo("acme");
    assertThat(news.user()).isEqualTo("ada");
    assertThat(news.id()).isEqualTo(end.id());
    assertThat(news.dueAt()).isEqualTo("2026-11-23T08:00:00Z");
    assertThat(links.read(news.unsubscribe())).hasValue(new Owner("acme", "ada"));
    assertThat(news.event().path("type").asText()).isEqualTo("task.succeeded");
    assertThat(news.event().path("timestamp").asText()).isEqualTo("2026-11-22T10:00:00Z");
    assertThat(news.event().at("/data/type").asText()).isEqualTo("probe");
    assertThat(news.event().at("/data/state").asText()).isEqualTo("succeeded");
  }

  /// Clocks in Berlin are put forward from 02:00 to 03:00, and back from 03:00 to 02:00.
  @ParameterizedTest
  @CsvSource({
    "08:00, 2026-03-28T06:59:59Z, 2026-03-28T07:00:00Z",
    "08:00, 2026-03-28T07:00:00Z, 2026-03-29T06:00:00Z",
    "02:30, 2026-03-28T12:00:00Z, 2026-03-29T01:30:00Z",
    "02:30, 2026-10-25T00:29:59Z, 2026-10-25T00:30:00Z",
    "02:30, 2026-10-25T00:30:00Z, 2026-10-26T01:30:00Z",
  })
  void digestIsDueAtTheUsersLocalTime(LocalTime at, Instant end, Instant due) {
    UserPreferences user = ada(new DigestTimes.At(at), "Europe/Berlin");
    Completion completion = Completions.ofUser("ada", TaskState.SUCCEEDED, end);

    assertThat(digest(mails.of(completion, user, end, AT_ONCE).orElseThrow()).dueAt())
        .isEqualTo(due);
  }

  @Test
  void unwantedEventsAreNotMailed() {
    UserPreferences muted = ada(MORNING, "UTC").unsubscribed(NOW, "r2");
    Completion end = Completions.ofUser("ada", TaskState.SUCCEEDED, NOW);

    assertThat(mails.of(end, muted, NOW, AT_ONCE)).isEmpty();
  }

  @Test
  void digestTakesOneTurnHoweverManyEventsItHas() {
    List<Turn> taken = new ArrayList<>();
    Supplier<Turn> pace =
        () -> {
          taken.add(new Turn.Now());
          return taken.getLast();
        };
    for (int i = 0; i < 5; i++) {
      tell("ada", NOW.plusSeconds(i), pace);
    }
    assertThat(taken).hasSize(1);

    tell("ada", NOW.plus(Duration.ofDays(1)), pace);
    tell("bea", NOW, pace);

    assertThat(taken).hasSize(3);
  }

  @Test
  void digestIsNotSentBeforeItsTurn() {
    Instant late = Instant.parse("2026-11-23T09:00:00Z");

    assertThat(digest(tell("ada", NOW, () -> new Turn.Later(late))).dueAt()).isEqualTo(late);
    assertThat(digest(tell("ada", NOW, AT_ONCE)).dueAt()).isEqualTo(late);
    assertThat(digest(tell("bea", NOW, () -> new Turn.Later(NOW.plusSeconds(9)))).dueAt())
        .isEqualTo("2026-11-23T08:00:00Z");
  }

  @Test
  void digestsThatAreDueTogetherAreSentOneAfterTheOther() {
    Instant morning = Instant.parse("2026-11-23T08:00:00Z");
    List<Instant> due = new ArrayList<>();
    for (int i = 0; i < 11; i++) {
      due.add(digest(tell("user-" + i, NOW, AT_ONCE)).dueAt());
    }

    assertThat(due).startsWith(morning, morning, morning, morning, morning.plusSeconds(1));
    assertThat(due).endsWith(morning.plusSeconds(3)).isSorted();
    assertThat(digest(tell("user-10", NOW, AT_ONCE)).dueAt()).isEqualTo(morning.plusSeconds(3));
    assertThat(digest(tell("user-11", NOW, () -> new Turn.Later(NOW))).dueAt())
        .isEqualTo(morning.plusSeconds(3));
    assertThat(digest(tell("ada", NOW.plus(Duration.ofDays(1)), AT_ONCE)).dueAt())
        .as("of another day")
        .isEqualTo(morning.plus(Duration.ofDays(1)));
  }

  @Test
  void endByAClockThatWasAheadIsToldInTheNextDigest() {
    Completion end = Completions.ofUser("ada", TaskState.SUCCEEDED, NOW.plus(Duration.ofDays(400)));

    assertThat(digest(mails.of(end, ada(MORNING, "UTC"), NOW, AT_ONCE).orElseThrow()).dueAt())
        .isEqualTo("2026-11-23T08:00:00Z");
  }

  @Test
  void digestWithoutATurnIsShownAsAMailThatHasExpired() {
    Instant never = NOW.plus(Duration.ofDays(2));

    SubmitTask mail = atOnce(tell("ada", NOW, () -> new Turn.Never(never)));

    assertThat(mail.timing().expiresAt()).isEqualTo(NOW);
    assertThat(tell("ada", NOW, AT_ONCE)).isInstanceOf(UserNews.InDigest.class);
  }

  @Test
  void errorIsShortenedToWhatADigestHasRoomFor() throws Exception {
    String message = "\u0000".repeat(150) + "x".repeat(197) + "\ud83d\ude00 and more";
    Completion end = Completions.ofUser("ada", new TaskError("boom", message, true, 1), NOW);

    JsonNode event = digest(mails.of(end, ada(MORNING, "UTC"), NOW, AT_ONCE).orElseThrow()).event();

    assertThat(event.at("/data/error/code").asText()).isEqualTo("boom");
    assertThat(event.at("/data/error/message").asText()).isEqualTo(" " + "x".repeat(197) + "…");
    assertThat(Json.MAPPER.readTree(Json.MAPPER.writeValueAsBytes(event))).isEqualTo(event);
    assertThat(event.path("data").has("result")).isFalse();
  }

  private UserNews tell(String user, Instant end, Supplier<Turn> pace) {
    UserPreferences preferences =
        new UserPreferences(
            "acme",
            user,
            user + "@example.com",
            List.of("task.*"),
            MORNING,
            "UTC",
            false,
            null,
            NOW,
            NOW,
            "r1");
    Completion completion = Completions.ofUser(user, TaskState.SUCCEEDED, end);
    return mails.of(completion, preferences, end, pace).orElseThrow();
  }

  private static UserPreferences ada(DigestTimes digest, String zone) {
    return new UserPreferences(
        "acme",
        "ada",
        "ada@example.com",
        List.of("task.*"),
        digest,
        zone,
        false,
        null,
        NOW,
        NOW,
        "r1");
  }

  private static SubmitTask atOnce(UserNews news) {
    return ((UserNews.AtOnce) news).mail();
  }

  private static DigestNews digest(UserNews news) {
    return ((UserNews.InDigest) news).news();
  }
}
