package dev.offload.notifier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.notifier.MailPace.Turn;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.config.Unsubscribing;
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
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Decides how a user is told that a task of that user has ended. The task of the mail is the same
/// one if the completion is read again, and a digest knows what it was told.
record UserMails(RetryPolicy retry, Unsubscribing links) {
  private static final String LABEL = "user-mail";
  private static final int LONGEST_MESSAGE = 200;

  /// `pace` gives the turn of the mail.
  Optional<UserNews> of(Completion completion, UserPreferences preferences, Supplier<Turn> pace) {
    WebhookEvent event = WebhookEvent.of(completion);
    if (!preferences.wants(event.type())) {
      return Optional.empty();
    }
    return Optional.of(
        preferences.digest() == null
            ? new UserNews.AtOnce(mail(completion, preferences, event, pace.get()))
            : new UserNews.InDigest(news(completion, preferences, event)));
  }

  private DigestNews news(Completion completion, UserPreferences preferences, WebhookEvent event) {
    String tenant = completion.tenant();
    String user = preferences.user();
    return new DigestNews(
        tenant,
        user,
        completion.id(),
        preferences.digest().next(completion.time(), preferences.zone()),
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
      String message = task.at("/error/message").asText();
      data.putObject("error")
          .put("code", task.at("/error/code").asText())
          .put("message", message.substring(0, Math.min(LONGEST_MESSAGE, message.length())));
    }
    return Json.MAPPER
        .createObjectNode()
        .put("type", event.path("type").asText())
        .put("timestamp", event.path("timestamp").asText())
        .set("data", data);
  }

  private SubmitTask mail(
      Completion completion, UserPreferences preferences, WebhookEvent event, Turn turn) {
    String tenant = completion.tenant();
    String user = preferences.user();
    UserMail mail =
        new UserMail(user, links.token(tenant, user), List.of(Json.MAPPER.valueToTree(event)), 0);
    JsonNode input =
        Json.MAPPER.createObjectNode().set(UserMail.MEMBER, Json.MAPPER.valueToTree(mail));
    return new SubmitTask(
        TaskId.derived(tenant, LABEL, completion.id(), user),
        tenant,
        TaskSpec.of(CompletionMail.TYPE, CompletionMail.TYPE, input).retrying(retry),
        Deliveries.timing(completion.time(), turn),
        Deliveries.lineage(completion.data().subject()),
        null,
        null);
  }
}
