package dev.offload.email;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.email.letter.Letter;
import dev.offload.email.letter.LetterTemplate;
import dev.offload.email.letter.Names;
import dev.offload.email.letter.UnfitTemplate;
import dev.offload.email.letter.Unrenderable;
import dev.offload.schemas.notify.CompletionMail;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// The text of a notification about a task that has ended: type, state, id, link, and its result or
/// error, shortened.
final class CompletionNotice {
  private static final String FOLDER = "notification/";
  private static final int LONGEST_RESULT = 2000;
  private static final Set<String> VALUES =
      Set.of("type", "state", "id", "ended", "link", "result", "code", "message");

  private final LetterTemplate template;
  private final String link;

  /// @param link a URL in which `{id}` stands for the task's id, or null
  CompletionNotice(String link) {
    this.link = link;
    try {
      template =
          LetterTemplate.parse(
              resource("subject.txt").strip(),
              resource("text.txt"),
              resource("html.html"),
              new Names(VALUES, Set.of()));
    } catch (UnfitTemplate e) {
      throw new IllegalStateException("our own template is unfit", e);
    }
  }

  Letter letter(CompletionMail mail) throws Unrenderable {
    JsonNode task = mail.event().path("data");
    String id = task.path("id").asText();
    Map<String, Object> values = new HashMap<>();
    values.put("type", task.path("type").asText());
    values.put("state", task.path("state").asText());
    values.put("id", id);
    values.put("ended", ended(mail.event().path("timestamp").asText()));
    values.put("link", link == null ? "" : link.replace("{id}", id));
    values.put("result", shortened(task.path("result")));
    values.put("code", task.at("/error/code").asText());
    values.put("message", task.at("/error/message").asText());
    return template.render(values);
  }

  private static String ended(String timestamp) {
    return Instant.parse(timestamp).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static String shortened(JsonNode result) {
    if (result.isMissingNode() || result.isNull()) {
      return "";
    }
    String text = result.toPrettyString();
    return text.length() <= LONGEST_RESULT ? text : text.substring(0, LONGEST_RESULT) + "…";
  }

  private static String resource(String name) {
    try (InputStream in = CompletionNotice.class.getResourceAsStream(FOLDER + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
