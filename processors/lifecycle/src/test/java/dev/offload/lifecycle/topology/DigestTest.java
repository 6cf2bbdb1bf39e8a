package dev.offload.lifecycle.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.offload.schemas.command.Command;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.notify.UserMail;
import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.RetryPolicy;
import dev.offload.schemas.work.DigestNews;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Which mails collect what users are told of.
class DigestTest {
  private static final Duration HOUR = Duration.ofHours(1);

  /// From the time when a digest is due until it is sent.
  private static final Duration GATHERED = Duration.ofSeconds(11);

  private final LifecycleRig rig = new LifecycleRig();
  private final List<SubmitTask> mails = new ArrayList<>();

  @AfterEach
  void close() {
    assertThat(rig.parked()).isEmpty();
    rig.close();
  }

  @Test
  void oneMailTellsOfAllWhenItIsDue() {
    Instant due = rig.now().plus(HOUR);
    tell("acme", "ada", "1", due);
    rig.advance(Duration.ofMinutes(10));
    tell("acme", "ada", "2", due);
    rig.advance(Duration.ofMinutes(50).plusSeconds(9));
    assertThat(mails()).isEmpty();

    rig.advance(Duration.ofSeconds(2));

    SubmitTask mail = onlyMail();
    assertThat(mail.tenant()).isEqualTo("acme");
    assertThat(mail.queue()).isEqualTo("email");
    assertThat(mail.lineage().origin()).isEqualTo(Origin.SYSTEM);
    assertThat(told(mail).user()).isEqualTo("ada");
    assertThat(told(mail).unsubscribe()).isEqualTo("token-2");
    assertThat(ids(mail)).containsExactly("1", "2");
    rig.advance(Duration.ofDays(2));
    assertThat(mails()).hasSize(1);
  }

  @Test
  void repeatedEventIsToldOnce() {
    tell("acme", "ada", "1", rig.now().plus(HOUR));
    tell("acme", "ada", "1", rig.now().plus(HOUR));
    rig.advance(HOUR.plus(GATHERED));
    assertThat(ids(onlyMail())).containsExactly("1");

    tell("acme", "ada", "1", rig.now());
    rig.advance(HOUR);

    assertThat(mails()).hasSize(1);
  }

  @Test
  void usersAndTenantsHaveDigestsOfTheirOwn() {
    Instant due = rig.now().plus(HOUR);
    tell("acme", "ada", "1", due);
    tell("acme", "bea", "2", due);
    tell("globex", "ada", "3", due);

    rig.advance(HOUR.plus(GATHERED));

    assertThat(mails())
        .extracting(mail -> mail.tenant() + "/" + told(mail).user() + ids(mail))
        .containsExactlyInAnyOrder("acme/ada[1]", "acme/bea[2]", "globex/ada[3]");
  }

  @Test
  void nextDigestTellsOnlyNewEvents() {
    tell("acme", "ada", "1", rig.now().plus(HOUR));
    rig.advance(HOUR.plus(GATHERED));
    tell("acme", "ada", "2", rig.now().plus(HOUR));
    rig.advance(HOUR.plus(GATHERED));

    assertThat(mails()).extracting(DigestTest::ids).containsExactly(List.of("1"), List.of("2"));
    assertThat(mails()).extracting(SubmitTask::taskId).doesNotHaveDuplicates();
  }

  /// As after the notifier has stood still.
  @Test
  void lateEventsAreGathered() {
    tell("acme", "ada", "1", rig.now().minus(HOUR));
    rig.advance(Duration.ofSeconds(5));
    tell("acme", "ada", "2", rig.now().minus(HOUR));
    assertThat(mails()).isEmpty();

    rig.advance(GATHERED);

    assertThat(ids(onlyMail())).containsExactly("1", "2");
  }

  /// It is known only a moment later.
  @Test
  void endJustBeforeTheDigestIsInIt() {
    Instant due = rig.now().plus(HOUR);
    tell("acme", "ada", "1", due);
    rig.advance(HOUR.plusSeconds(2));

    tell("acme", "ada", "2", due);
    rig.advance(GATHERED);

    assertThat(ids(onlyMail())).containsExactly("1", "2");
  }

  @Test
  void earlierDueTimeOfALaterEventCounts() {
    tell("acme", "ada", "1", rig.now().plus(Duration.ofDays(1)));
    tell("acme", "ada", "2", rig.now().plus(HOUR));
    rig.advance(HOUR.plus(GATHERED));

    assertThat(ids(onlyMail())).containsExactly("1", "2");
  }

  @Test
  void onlyTheNumberOfTooManyEventsIsTold() {
    tellMany(60, "n");
    rig.advance(HOUR.plus(GATHERED));

    assertThat(told(onlyMail()).events()).hasSize(50);
    assertThat(told(onlyMail()).more()).isEqualTo(10);
    assertThat(told(onlyMail()).isFull()).isFalse();
  }

  /// So a user with very many tasks costs no more than one with many.
  @Test
  void fullDigestTakesNothingAndTheNextOneStartsEmpty() {
    tellMany(200, "a");
    byte[] full = rig.storedDigest(news("acme", "ada", "any", rig.now()));
    tellMany(100, "b");
    assertThat(rig.storedDigest(news("acme", "ada", "any", rig.now()))).isEqualTo(full);

    rig.advance(HOUR.plus(GATHERED));
    assertThat(told(onlyMail()).counted()).isEqualTo(200);
    assertThat(told(onlyMail()).isFull()).isTrue();

    tellMany(3, "c");
    rig.advance(HOUR.plus(GATHERED));
    assertThat(mails()).hasSize(2);
    assertThat(ids(mails().getLast())).containsExactly("c0", "c1", "c2");
  }

  @Test
  void digestIsForgottenADayAfterTheLastOne() {
    tell("acme", "ada", "1", rig.now().plus(HOUR));
    rig.advance(HOUR.plus(GATHERED));
    rig.advance(Duration.ofHours(23));
    assertThat(rig.digests()).isEqualTo(1);

    rig.advance(HOUR.plusSeconds(1));
    rig.tick();

    assertThat(rig.digests()).isZero();
  }

  private void tellMany(int count, String prefix) {
    Instant due = rig.now().plus(HOUR);
    for (int i = 0; i < count; i++) {
      tell("acme", "ada", prefix + i, due);
    }
  }

  private void tell(String tenant, String user, String id, Instant due) {
    rig.tell(news(tenant, user, id, due));
  }

  private static DigestNews news(String tenant, String user, String id, Instant due) {
    return new DigestNews(
        tenant,
        user,
        id,
        due,
        "token-" + id,
        RetryPolicy.DEFAULT,
        Json.MAPPER.createObjectNode().put("type", "task.succeeded").put("id", id));
  }

  /// All mails so far.
  private List<SubmitTask> mails() {
    for (Command command : rig.commands()) {
      mails.add((SubmitTask) command);
    }
    return mails;
  }

  private SubmitTask onlyMail() {
    assertThat(mails()).hasSize(1);
    return mails.getFirst();
  }

  private static List<String> ids(SubmitTask mail) {
    return told(mail).events().stream().map(event -> event.path("id").asText()).toList();
  }

  private static UserMail told(SubmitTask mail) {
    try {
      return Json.MAPPER.treeToValue(mail.input().path(UserMail.MEMBER), UserMail.class);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
