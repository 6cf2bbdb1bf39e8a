package dev.offload.email;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.email.letter.Letter;
import dev.offload.email.letter.LetterTemplate;
import dev.offload.email.letter.Unrenderable;
import dev.offload.schemas.notify.CompletionMail;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// The text of a notification about a task or a group that has ended, or about an endpoint. Of
/// a task it tells type, state, id, link, and its result or error, shortened. Of a group it
/// tells how many of its tasks ended how, and the first error.
final class CompletionNotice {
  private static final String ENDPOINT = "endpoint.";
  private static final int LONGEST_RESULT = 2000;
  private static final Set<String> OF_TASK =
      Set.of("type", "state", "id", "ended", "link", "result", "code", "message");
  private static final List<String> COUNTS = List.of("succeeded", "failed", "cancelled", "expired");
  private static final Set<String> OF_GROUP =
      Set.of(
          "state",
          "id",
          "ended",
          "total",
          "succeeded",
          "failed",
          "cancelled",
          "expired",
          "task",
          "code",
          "message");

  private static final Set<String> OF_ENDPOINT =
      Set.of(
          "what",
          "tenant",
          "id",
          "name",
          "ended",
          "since",
          "reason",
          "failing",
          "disabled",
          "lines",
          "more");

  private final LetterTemplate ofTask;
  private final LetterTemplate ofGroup;
  private final LetterTemplate ofEndpoint;
  private final String link;

  /// @param link a URL in which `{id}` stands for the task's id, or null
  CompletionNotice(NoticeTemplates templates, String link) {
    this.ofTask = templates.parsed("", OF_TASK);
    this.ofGroup = templates.parsed("group-", OF_GROUP);
    this.ofEndpoint = templates.parsed("endpoint-", OF_ENDPOINT);
    this.link = link;
  }

  Letter letter(CompletionMail mail) throws Unrenderable {
    JsonNode data = mail.event().path("data");
    Map<String, Object> values = new HashMap<>();
    values.put("state", data.path("state").asText());
    values.put("id", data.path("id").asText());
    values.put("ended", ended(mail.event().path("timestamp").asText()));
    String type = mail.event().path("type").asText();
    if (type.startsWith(ENDPOINT)) {
      return endpoint(type.substring(ENDPOINT.length()), data, values);
    }
    return mail.event().path("type").asText().startsWith("group.")
        ? group(data, values)
        : task(data, values);
  }

  private Letter task(JsonNode task, Map<String, Object> values) throws Unrenderable {
    String id = task.path("id").asText();
    values.put("type", task.path("type").asText());
    values.put("link", link == null ? "" : link.replace("{id}", id));
    values.put("result", shortened(task.path("result")));
    values.put("code", task.at("/error/code").asText());
    values.put("message", task.at("/error/message").asText());
    return ofTask.render(values);
  }

  private Letter group(JsonNode group, Map<String, Object> values) throws Unrenderable {
    values.put("total", group.path("total").asText());
    COUNTS.forEach(state -> values.put(state, group.path("counts").path(state).asText()));
    values.put("task", group.at("/errors/0/task").asText());
    values.put("code", group.at("/errors/0/error/code").asText());
    values.put("message", group.at("/errors/0/error/message").asText());
    return ofGroup.render(values);
  }

  private Letter endpoint(String what, JsonNode data, Map<String, Object> values)
      throws Unrenderable {
    String id = data.path("endpoint").asText();
    values.remove("state");
    values.put("what", what);
    values.put("tenant", data.path("tenant").asText());
    values.put("id", id);
    values.put("name", data.path("description").asText(id));
    values.put("since", ended(data.path("since").asText()));
    values.put("reason", data.path("reason").asText());
    values.put("failing", data.path("failing").asText("0"));
    values.put("disabled", data.path("disabled").asText("0"));
    values.put("lines", troubles(data.path("troubles")));
    values.put("more", data.path("more").asInt() == 0 ? "" : data.path("more").asText());
    return ofEndpoint.render(values);
  }

  /// A line for each endpoint that is in trouble.
  private static String troubles(JsonNode endpoints) {
    return StreamSupport.stream(endpoints.spliterator(), false)
        .map(CompletionNotice::trouble)
        .collect(Collectors.joining("\n"));
  }

  private static String trouble(JsonNode endpoint) {
    String id = endpoint.path("endpoint").asText();
    String name =
        endpoint.hasNonNull("description")
            ? UserNotice.line(endpoint.path("description").asText()) + " (" + id + ")"
            : id;
    String what =
        "%s since %s: %s"
            .formatted(
                endpoint.path("state").asText(), ended(endpoint.path("since").asText()), name);
    return endpoint.hasNonNull("reason")
        ? what + ", " + UserNotice.line(endpoint.path("reason").asText())
        : what;
  }

  private static String ended(String timestamp) {
    return Instant.parse(timestamp).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  static String shortened(JsonNode result) {
    if (result.isMissingNode() || result.isNull()) {
      return "";
    }
    String text = result.toPrettyString();
    return text.length() <= LONGEST_RESULT ? text : text.substring(0, LONGEST_RESULT) + "…";
  }
}
