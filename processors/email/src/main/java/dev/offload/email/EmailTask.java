package dev.offload.email;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.email.letter.LetterTemplate;
import dev.offload.email.letter.UnfitTemplate;
import dev.offload.email.recipients.Recipient;
import dev.offload.email.smtp.Mailbox;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.url.OutsideUrl;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

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

  /// The URL of recipients that have to be fetched.
  List<OutsideUrl> urls() {
    return recipients instanceof Recipients.AtUrl at ? List.of(at.url()) : List.of();
  }

  /// The same with files instead of URLs.
  EmailTask with(Map<OutsideUrl, String> files) {
    return recipients instanceof Recipients.AtUrl at
        ? new EmailTask(from, subject, text, html, at.in(files.get(at.url())))
        : this;
  }

  /// The recipients of the mail.
  sealed interface Recipients {
    record Inline(List<Recipient> list) implements Recipients {}

    /// @param encoding null for UTF-8
    /// @param delimiter null to find it out
    record InFile(String file, String encoding, String delimiter) implements Recipients {}

    /// A file that is fetched first.
    ///
    /// @param encoding null for that of the content type, or else UTF-8
    /// @param delimiter null to find it out
    record AtUrl(OutsideUrl url, String encoding, String delimiter) implements Recipients {
      InFile in(String file) {
        return new InFile(file, encoding, delimiter);
      }
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Recipients of(JsonNode json) throws JsonProcessingException {
      if (json.isArray()) {
        return new Inline(Arrays.asList(Json.MAPPER.treeToValue(json, Recipient[].class)));
      }
      String file = json.path("file").asText("");
      String url = json.path("url").asText("");
      if (file.isEmpty() == url.isEmpty()) {
        throw new IllegalArgumentException("recipients must be a list, or have either file or url");
      }
      String encoding = text(json, "encoding");
      String delimiter = text(json, "delimiter");
      return url.isEmpty()
          ? new InFile(file, encoding, delimiter)
          : new AtUrl(OutsideUrl.of(url), encoding, delimiter);
    }

    private static String text(JsonNode json, String member) {
      return json.path(member).asText(null);
    }
  }
}
