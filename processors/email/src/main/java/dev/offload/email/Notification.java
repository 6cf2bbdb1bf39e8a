package dev.offload.email;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.email.letter.Unrenderable;
import dev.offload.email.smtp.Mail;
import dev.offload.email.smtp.Mailbox;
import dev.offload.email.smtp.SmtpAnswer;
import dev.offload.email.smtp.SmtpAnswer.Accepted;
import dev.offload.email.smtp.SmtpAnswer.Deferred;
import dev.offload.email.smtp.SmtpAnswer.Refused;
import dev.offload.email.smtp.SmtpAnswer.Unreachable;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.notify.CompletionMail;
import dev.offload.worker.Outcome;
import dev.offload.worker.TaskContext;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// Sends a notification mail.
final class Notification {
  private final CompletionNotice notice;
  private final Mailbox from;
  private final ParallelSender smtp;
  private final InstantSource clock;

  Notification(CompletionNotice notice, Mailbox from, ParallelSender smtp, InstantSource clock) {
    this.notice = notice;
    this.from = from;
    this.smtp = smtp;
    this.clock = clock;
  }

  Outcome run(JsonNode input, TaskContext task)
      throws JsonProcessingException, Unrenderable, InterruptedException {
    CompletionMail wanted = Json.MAPPER.treeToValue(input, CompletionMail.class);
    Mail mail =
        new Mail(
            ChunkSender.messageId(task.taskId(), 0, from),
            from,
            new Mailbox(wanted.to(), ""),
            notice.letter(wanted),
            headers(wanted.event()),
            clock.instant());
    return outcome(smtp.send(List.of(mail)).getFirst());
  }

  /// The headers of a mail that tells of an event.
  static Map<String, String> headers(JsonNode event) {
    // Then no holiday responder answers it (RFC 3834).
    return Map.of(
        "Auto-Submitted", "auto-generated", "X-Offload-Task", event.at("/data/id").asText("none"));
  }

  static Outcome outcome(SmtpAnswer answer) {
    return switch (answer) {
      case Accepted _ -> Outcome.succeeded(Json.MAPPER.createObjectNode().put("sent", 1));
      case Refused(_, String reason) -> Outcome.failedForGood("refused", reason);
      case Deferred(_, String reason) -> Outcome.failed("deferred", reason);
      case Unreachable(String reason) -> Outcome.failed("smtp-unreachable", reason);
    };
  }
}
