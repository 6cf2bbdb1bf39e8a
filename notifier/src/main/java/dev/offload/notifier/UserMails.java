package dev.offload.notifier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.notifier.MailPace.Turn;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.config.UserPreferences;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.notify.CompletionMail;
import dev.offload.schemas.notify.UserMail;
import dev.offload.schemas.notify.WebhookEvent;
import dev.offload.schemas.task.Completion;
import dev.offload.schemas.task.RetryPolicy;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskSpec;
import dev.offload.schemas.work.DigestNews;
import dev.offload.secrets.Unsubscribing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Decides how a user is told that a task of that user has ended. The task of the mail is the same
/// one if the completion is read again, and a digest knows what it was told.
final class UserMails {
  private static final String LABEL = "user-mail";

  /// How much of an error a digest tells.
  private static final int LONGEST_MESSAGE = 200;

  private final RetryPolicy retry;
  private final Unsubscribing links;
  private final DigestTurns digests;

  /// @param apart the time between two digests of a tenant that are due together
  UserMails(RetryPolicy retry, Unsubscribing links, Duration apart) {
    this.retry = retry;
    this.links = links;
    this.digests = new DigestTurns(apart);
  }

  /// `pace` gives the turn of a mail.
  Optional<UserNews> of(
      Completion completion, UserPreferences preferences, Instant now, Supplier<Turn> pace) {
    WebhookEvent event = WebhookEvent.of(completion);
    if (!preferences.wants(event.type())) {
      return Optional.empty();
    }
    return Optional.of(
        preferences.digest() == null
            ? new UserNews.AtOnce(mail(completion, preferences, event, pace.get()))
            : collected(completion, preferences, event, now, pace));
  }

  /// It is in a digest, which is not sent before its turn. A digest that gets no turn is shown as
  /// a mail that has expired.
  private UserNews collected(
      Completion completion,
      UserPreferences preferences,
      WebhookEvent event,
      Instant now,
      Supplier<Turn> pace) {
    // By a clock that was ahead, it may have ended later than now.
    Instant ended = completion.time().isAfter(now) ? now : completion.time();
    Instant due = preferences.digest().next(ended, preferences.zone());
    Turn turn = digests.of(completion.tenant(), preferences.user(), due, now, pace);
    return switch (turn) {
      case Turn.Now() -> new UserNews.InDigest(news(completion, preferences, event, due));
      case Turn.Later(Instant at) ->
          new UserNews.InDigest(news(completion, preferences, event, at.isAfter(due) ? at : due));
      case Turn.Never _ -> new UserNews.AtOnce(mail(completion, preferences, event, turn));
    };
  }

  private DigestNews news(
      Completion completion, UserPreferences preferences, WebhookEvent event, Instant dueAt) {
    String tenant = completion.tenant();
    String user = preferences.user();
    return new DigestNews(
        tenant,
        user,
        completion.id(),
        dueAt,
        links.token(tenant, user),
        retry,
        shortened(Json.MAPPER.valueToTree(event)));
  }

  /// What a digest tells of an event.
  private static JsonNode shortened(JsonNode event) {
    JsonNode task = event.path("data");
    ObjectNode data = Json.MAPPER.createObjectNode();
    List.of("id", "type", "state").forEach(name -> data.set(name, task.get(name)));
    if (task.has("error")) {
      data.putObject("error")
          .put("code", shortened(task.at("/error/code").asText()))
          .put("message", shortened(task.at("/error/message").asText()));
    }
    return Json.MAPPER
        .createObjectNode()
        .put("type", event.path("type").asText())
        .put("timestamp", event.path("timestamp").asText())
        .set("data", data);
  }

  /// Control characters go, since each would take six bytes.
  private static String shortened(String text) {
    String line = text.replaceAll("\\p{Cntrl}+", " ");
    if (line.length() <= LONGEST_MESSAGE) {
      return line;
    }
    boolean cutsAPair = Character.isHighSurrogate(line.charAt(LONGEST_MESSAGE - 2));
    return line.substring(0, LONGEST_MESSAGE - (cutsAPair ? 2 : 1)) + "…";
  }

  private SubmitTask mail(
      Completion completion, UserPreferences preferences, WebhookEvent event, Turn turn) {
    String tenant = completion.tenant();
    String user = preferences.user();
    UserMail mail =
        new UserMail(
            user, links.token(tenant, user), List.of(Json.MAPPER.valueToTree(event)), 0, Map.of());
    return new SubmitTask(
        TaskId.derived(tenant, LABEL, completion.id(), user),
        tenant,
        TaskSpec.of(CompletionMail.TYPE, CompletionMail.TYPE, mail.input()).retrying(retry),
        Deliveries.timing(completion.time(), turn),
        Deliveries.lineage(completion.data().subject()),
        null,
        null);
  }
}
