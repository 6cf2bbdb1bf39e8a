package dev.offload.email;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.email.letter.LetterTemplate;
import dev.offload.email.letter.UnfitTemplate;
import dev.offload.email.recipients.Recipient;
import dev.offload.email.smtp.Mailbox;
import dev.offload.schemas.json.Json;
import java.util.Arrays;
import java.util.List;

/// The input of a task of type `email`, as clients submit it. Its JSON Schema is
/// `input.schema.json` beside it.
///
/// @param from the sender; null for the configured one
/// @param text null if there is only HTML
/// @param html null if there is only text
record EmailTask(String from, String subject, String text, String html, Recipients recipients) {
  EmailTask {
    if (subject == null || subject.isEmpty()) {
      throw new IllegalArgumentException("subject is missing");
    }
    if (text == null && html == null) {
      throw new IllegalArgumentException("there is neither text nor html");
    }
    if (recipients == null) {
      throw new IllegalArgumentException("recipients are missing");
    }
    if (from != null) {
      Mailbox.parse(from);
    }
  }

  LetterTemplate template() throws UnfitTemplate {
    return LetterTemplate.parse(subject, text, html);
  }

  /// The templates only, as a chunk has them.
  Draft draft(Mailbox sender) {
    return new Draft(sender.toString(), subject, text, html);
  }

  /// Who gets the mail.
  sealed interface Recipients {
    record Inline(List<Recipient> list) implements Recipients {}

    /// @param encoding null for UTF-8
    /// @param delimiter null to find it out
    record InFile(String file, String encoding, String delimiter) implements Recipients {}

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Recipients of(JsonNode json) throws JsonProcessingException {
      if (json.isArray()) {
        return new Inline(Arrays.asList(Json.MAPPER.treeToValue(json, Recipient[].class)));
      }
      String file = json.path("file").asText("");
      if (file.isEmpty()) {
        throw new IllegalArgumentException("recipients must be a list or name a file");
      }
      return new InFile(file, text(json, "encoding"), text(json, "delimiter"));
    }

    private static String text(JsonNode json, String member) {
      return json.path(member).asText(null);
    }
  }
}
