package dev.offload.email;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.email.letter.Letter;
import dev.offload.email.letter.LetterTemplate;
import dev.offload.email.letter.Unrenderable;
import dev.offload.schemas.notify.UnsubscribeLink;
import dev.offload.schemas.notify.UserMail;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The text of a mail to a user about the end of one of the user's tasks. Operators may replace its
/// templates.
final class UserNotice {
  private static final Set<String> VALUES =
      Set.of(
          "user",
          "type",
          "state",
          "words",
          "id",
          "ended",
          "link",
          "result",
          "code",
          "message",
          "unsubscribe");

  private final LetterTemplate template;
  private final String taskLink;
  private final Optional<String> api;

  /// @param taskLink a URL in which `{id}` stands for the task's id, or null
  /// @param api the address at which users reach the API; empty if they do not
  UserNotice(NoticeTemplates templates, String taskLink, Optional<String> api) {
    this.template = templates.parsed("user-", VALUES);
    this.taskLink = taskLink;
    this.api = api.map(address -> address.replaceFirst("/+$", ""));
  }

  /// Where the user asks for no more mail; empty if that is not reachable.
  Optional<String> unsubscribeLink(UserMail mail) {
    return api.map(address -> UnsubscribeLink.of(address, mail.unsubscribe()));
  }

  Letter letter(UserMail mail, JsonNode event) throws Unrenderable {
    JsonNode task = event.path("data");
    String state = task.path("state").asText();
    Map<String, Object> values = new HashMap<>();
    values.put("user", line(mail.user()));
    values.put("type", line(task.path("type").asText()));
    values.put("state", state);
    values.put("words", words(state));
    values.put("id", task.path("id").asText());
    values.put("ended", CompletionNotice.ended(event.path("timestamp").asText()));
    values.put("link", taskLink == null ? "" : taskLink.replace("{id}", task.path("id").asText()));
    values.put("result", CompletionNotice.shortened(task.path("result")));
    values.put("code", line(task.at("/error/code").asText()));
    values.put("message", line(task.at("/error/message").asText()));
    values.put("unsubscribe", unsubscribeLink(mail).orElse(""));
    return template.render(values);
  }

  private static String words(String state) {
    return switch (state) {
      case "succeeded" -> "is done";
      case "failed" -> "has failed";
      case "cancelled" -> "was cancelled";
      case "expired" -> "was not done in time";
      default -> "has ended";
    };
  }

  /// The text in one line, so that it may stand in a subject, too.
  private static String line(String text) {
    return text.replaceAll("\\p{Cc}+", " ").strip();
  }
}
