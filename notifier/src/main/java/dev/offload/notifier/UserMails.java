package dev.offload.notifier;

import com.fasterxml.jackson.databind.JsonNode;
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
import dev.offload.secrets.Unsubscribing;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Decides which mail a user gets when a task of that user has ended. The task of the mail is the
/// same one if the completion is read again.
record UserMails(RetryPolicy retry, Unsubscribing links) {
  private static final String LABEL = "user-mail";

  /// `pace` gives the turn of the mail.
  Optional<SubmitTask> of(Completion completion, UserPreferences preferences, Supplier<Turn> pace) {
    WebhookEvent event = WebhookEvent.of(completion);
    return preferences.wants(event.type())
        ? Optional.of(mail(completion, preferences, event, pace.get()))
        : Optional.empty();
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
