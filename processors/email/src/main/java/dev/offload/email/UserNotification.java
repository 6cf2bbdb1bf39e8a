package dev.offload.email;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.offload.email.letter.Unrenderable;
import dev.offload.email.smtp.Mail;
import dev.offload.email.smtp.Mailbox;
import dev.offload.schemas.config.UserPreferences;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.notify.UserMail;
import dev.offload.worker.Outcome;
import dev.offload.worker.TaskContext;
import dev.offload.worker.UserDirectory;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Sends a mail to a user, if the user's preferences still want that when it is sent. Its headers
/// let mail programs show a button by which the user asks for no more (RFC 8058).
final class UserNotification {
  private final UserNotice notice;
  private final UserDirectory users;
  private final Mailbox from;
  private final ParallelSender smtp;
  private final InstantSource clock;

  UserNotification(
      UserNotice notice,
      UserDirectory users,
      Mailbox from,
      ParallelSender smtp,
      InstantSource clock) {
    this.notice = notice;
    this.users = users;
    this.from = from;
    this.smtp = smtp;
    this.clock = clock;
  }

  Outcome run(JsonNode input, TaskContext task)
      throws JsonProcessingException, Unrenderable, InterruptedException {
    UserMail wanted = Json.MAPPER.treeToValue(input, UserMail.class);
    Optional<UserPreferences> preferences = users.find(task.tenant(), wanted.user());
    UserEnds ends =
        UserEnds.wanted(wanted, type -> preferences.filter(one -> one.wants(type)).isPresent());
    if (ends.isNone()) {
      return Outcome.succeeded(
          Json.MAPPER.createObjectNode().put("sent", 0).put("reason", "not-wanted"));
    }
    Mail mail =
        new Mail(
            ChunkSender.messageId(task.taskId(), 0, from),
            from,
            new Mailbox(preferences.get().email(), ""),
            notice.letter(wanted, ends, preferences.get().zone()),
            headers(wanted, ends),
            clock.instant());
    return Notification.outcome(smtp.send(List.of(mail)).getFirst());
  }

  /// A mail that tells of several tasks names none of them.
  private Map<String, String> headers(UserMail mail, UserEnds ends) {
    JsonNode only = ends.only().orElse(MissingNode.getInstance());
    Map<String, String> headers = new HashMap<>(Notification.headers(only));
    notice
        .unsubscribeLink(mail)
        .ifPresent(
            link -> {
              headers.put("List-Unsubscribe", "<" + link + ">");
              headers.put("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
            });
    return headers;
  }
}
