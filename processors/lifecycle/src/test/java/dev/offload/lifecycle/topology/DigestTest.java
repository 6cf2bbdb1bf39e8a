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
    rig.advance(Duration.ofMinutes(49));
    assertThat(mails()).isEmpty();

    rig.advance(Duration.ofMinutes(1).plusSeconds(1));

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
  void whatComesTwiceIsToldOnce() {
    tell("acme", "ada", "1", rig.now().plus(HOUR));
    tell("acme", "ada", "1", rig.now().plus(HOUR));
    rig.advance(HOUR.plusSeconds(1));
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

    rig.advance(HOUR.plusSeconds(1));

    assertThat(mails())
        .extracting(mail -> mail.tenant() + "/" + told(mail).user() + ids(mail))
        .containsExactlyInAnyOrder("acme/ada[1]", "acme/bea[2]", "globex/ada[3]");
  }

  @Test
  void nextDigestTellsOnlyWhatIsNew() {
    tell("acme", "ada", "1", rig.now().plus(HOUR));
    rig.advance(HOUR.plusSeconds(1));
    tell("acme", "ada", "2", rig.now().plus(HOUR));
    rig.advance(HOUR.plusSeconds(1));

    assertThat(mails()).extracting(DigestTest::ids).containsExactly(List.of("1"), List.of("2"));
    assertThat(mails()).extracting(SubmitTask::taskId).doesNotHaveDuplicates();
  }

  @Test
  void digestThatIsDueAlreadyIsSentAtOnce() {
    tell("acme", "ada", "1", rig.now().minus(HOUR));
    rig.advance(Duration.ofSeconds(1));

    assertThat(ids(onlyMail())).containsExactly("1");
  }

  @Test
  void earlierTimeOfWhatComesLaterCounts() {
    tell("acme", "ada", "1", rig.now().plus(Duration.ofDays(1)));
    tell("acme", "ada", "2", rig.now().plus(HOUR));
    rig.advance(HOUR.plusSeconds(1));

    assertThat(ids(onlyMail())).containsExactly("1", "2");
  }

  @Test
  void ofTooManyOnlyTheNumberIsTold() {
    Instant due = rig.now().plus(HOUR);
    for (int i = 0; i < 60; i++) {
      tell("acme", "ada", "n" + i, due);
    }
    rig.advance(HOUR.plusSeconds(1));

    assertThat(told(onlyMail()).events()).hasSize(50);
    assertThat(told(onlyMail()).more()).isEqualTo(10);
  }

  private void tell(String tenant, String user, String id, Instant due) {
    rig.tell(
        new DigestNews(
            tenant,
            user,
            id,
            due,
            "token-" + id,
            RetryPolicy.DEFAULT,
            Json.MAPPER.createObjectNode().put("type", "task.succeeded").put("id", id)));
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
