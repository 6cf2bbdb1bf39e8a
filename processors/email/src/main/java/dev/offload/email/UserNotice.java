package dev.offload.email;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.email.letter.Letter;
import dev.offload.email.letter.LetterTemplate;
import dev.offload.email.letter.Unrenderable;
import dev.offload.schemas.notify.UnsubscribeLink;
import dev.offload.schemas.notify.UserMail;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The text of a mail to a user about the ends of the user's tasks, one or several. Operators may
/// replace its templates.
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

  private static final Set<String> OF_DIGEST =
      Set.of("user", "count", "more", "lines", "unsubscribe");

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm z", Locale.ENGLISH);

  private final LetterTemplate template;
  private final LetterTemplate digest;
  private final String taskLink;
  private final Optional<String> api;

  /// @param taskLink a URL in which `{id}` stands for the task's id, or null
  /// @param api the address at which users reach the API; empty if they do not
  UserNotice(NoticeTemplates templates, String taskLink, Optional<String> api) {
    this.template = templates.parsed("user-", VALUES);
    this.digest = templates.parsed("digest-", OF_DIGEST);
    this.taskLink = taskLink;
    this.api = api.map(address -> address.replaceFirst("/+$", ""));
  }

  /// Where the user asks for no more mail; empty if that is not reachable.
  Optional<String> unsubscribeLink(UserMail mail) {
    return api.map(address -> UnsubscribeLink.of(address, mail.unsubscribe()));
  }

  /// @param ends those of the mail that are wanted
  /// @param zone the user's
  Letter letter(UserMail mail, UserEnds ends, ZoneId zone) throws Unrenderable {
    return ends.only().isPresent()
        ? single(mail, ends.only().get(), zone)
        : digest(mail, ends, zone);
  }

  private Letter digest(UserMail mail, UserEnds ends, ZoneId zone) throws Unrenderable {
    Map<String, Object> values = new HashMap<>();
    values.put("user", line(mail.user()));
    values.put("count", ends.count() + (mail.isFull() ? " or more" : ""));
    values.put("more", ends.events().isEmpty() ? "" : more(ends.more(), mail));
    values.put(
        "lines",
        ends.events().stream()
            .map(event -> summary(event, zone))
            .collect(Collectors.joining("\n")));
    values.put("unsubscribe", unsubscribeLink(mail).orElse(""));
    return digest.render(values);
  }

  private static String more(int more, UserMail mail) {
    if (more == 0) {
      return "";
    }
    return (mail.isFull() ? "at least " : "") + more;
  }

  private static String summary(JsonNode event, ZoneId zone) {
    JsonNode task = event.path("data");
    String what =
        "%s: %s %s"
            .formatted(
                local(event, zone),
                line(task.path("type").asText()),
                words(task.path("state").asText()));
    return task.has("error") ? what + ": " + line(task.at("/error/message").asText()) : what;
  }

  private static String local(JsonNode event, ZoneId zone) {
    return TIME.format(Instant.parse(event.path("timestamp").asText()).atZone(zone));
  }

  private Letter single(UserMail mail, JsonNode event, ZoneId zone) throws Unrenderable {
    JsonNode task = event.path("data");
    String state = task.path("state").asText();
    Map<String, Object> values = new HashMap<>();
    values.put("user", line(mail.user()));
    values.put("type", line(task.path("type").asText()));
    values.put("state", state);
    values.put("words", words(state));
    values.put("id", task.path("id").asText());
    values.put("ended", local(event, zone));
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
  static String line(String text) {
    return text.replaceAll("\\p{Cc}+", " ").strip();
  }
}
