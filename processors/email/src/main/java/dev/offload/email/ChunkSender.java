package dev.offload.email;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.email.letter.LetterTemplate;
import dev.offload.email.letter.UnfitTemplate;
import dev.offload.email.letter.Unrenderable;
import dev.offload.email.recipients.Recipient;
import dev.offload.email.smtp.Mail;
import dev.offload.email.smtp.Mailbox;
import dev.offload.email.smtp.SmtpAnswer;
import dev.offload.email.smtp.SmtpAnswer.Accepted;
import dev.offload.email.smtp.SmtpAnswer.Deferred;
import dev.offload.email.smtp.SmtpAnswer.Refused;
import dev.offload.email.smtp.SmtpAnswer.Unreachable;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.TaskId;
import dev.offload.worker.TaskContext;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Sends the mails of one chunk in windows, and leaves a checkpoint after each.
///
/// ```
/// window ─► render, send (side by side) ─► checkpoint ─► window ─► …
///                        └─ a crash here: these mails, and no others, are sent again
/// ```
/// A mail that is refused for good or can't be rendered has its outcome. A mail that is deferred
/// stays open for the next attempt. If the server can't be reached, the attempt ends.
final class ChunkSender {
  private final ParallelSender smtp;
  private final int window;
  private final InstantSource clock;

  ChunkSender(ParallelSender smtp, int window, InstantSource clock) {
    this.smtp = smtp;
    this.window = window;
    this.clock = clock;
  }

  /// The outcome of an attempt at a chunk.
  sealed interface Ended {
    Delivered delivered();

    /// Every mail has its outcome.
    record Complete(Delivered delivered) implements Ended {}

    /// Some mails are still to be sent, and why.
    record Unfinished(Delivered delivered, String code, String reason) implements Ended {}

    /// The process stops.
    record Stopped(Delivered delivered) implements Ended {}
  }

  Ended send(Chunk chunk, TaskContext task)
      throws UnfitTemplate, InterruptedException, JsonProcessingException {
    LetterTemplate template = chunk.draft().template();
    Delivered delivered = checkpointed(task);
    int size = chunk.recipients().size();
    List<Integer> toDo = delivered.toDo(size);
    Postponed postponed = new Postponed();
    for (int from = 0; from < toDo.size(); from += window) {
      if (task.isCancelled()) {
        return new Ended.Stopped(delivered);
      }
      List<Integer> places = toDo.subList(from, Math.min(from + window, toDo.size()));
      for (Attempt attempt : attempts(places, chunk, template)) {
        delivered = counted(delivered, attempt, postponed);
      }
      delivered = after(delivered, toDo, from + places.size(), postponed.places, size);
      task.checkpoint(delivered.json());
      task.progress(size - delivered.toDo(size).size(), size, null);
      if (postponed.unreachable) {
        return new Ended.Unfinished(delivered, "smtp-unreachable", postponed.reason);
      }
    }
    return postponed.places.isEmpty()
        ? new Ended.Complete(delivered)
        : new Ended.Unfinished(delivered, "deferred", postponed.reason);
  }

  /// The id of a mail. It follows from mailing and recipient, so it is the same in each attempt and
  /// each run.
  static String messageId(TaskId mailing, int recipient, Mailbox from) {
    return "<%s.%d@%s>".formatted(mailing, recipient, from.domain());
  }

  /// The result of a chunk, which the user sees and the mailing sums up.
  static ObjectNode result(Delivered delivered, int recipients) {
    ObjectNode result =
        Json.MAPPER
            .createObjectNode()
            .put("recipients", recipients)
            .put("sent", delivered.sent())
            .put("refused", delivered.refused())
            .put("invalid", delivered.invalid());
    if (!delivered.problems().isEmpty()) {
      result.set("problems", Json.MAPPER.valueToTree(delivered.problems()));
    }
    return result;
  }

  private static Delivered checkpointed(TaskContext task) throws JsonProcessingException {
    JsonNode checkpoint = task.checkpoint().orElse(null);
    return checkpoint == null
        ? Delivered.none()
        : Json.MAPPER.treeToValue(checkpoint, Delivered.class);
  }

  private static Delivered counted(Delivered delivered, Attempt attempt, Postponed postponed) {
    int recipient = attempt.recipient().index();
    return switch (attempt.result()) {
      case Result.Unfit(String why) -> delivered.oneInvalid(recipient, why);
      case Result.Answered(Accepted _) -> delivered.oneSent();
      case Result.Answered(Refused(_, String why)) -> delivered.oneRefused(recipient, why);
      case Result.Answered(Deferred(_, String why)) -> {
        postponed.add(attempt.place(), why, false);
        yield delivered;
      }
      case Result.Answered(Unreachable(String why)) -> {
        postponed.add(attempt.place(), why, true);
        yield delivered;
      }
    };
  }

  private static Delivered after(
      Delivered delivered, List<Integer> toDo, int done, List<Integer> deferred, int size) {
    List<Integer> left = toDo.subList(done, toDo.size());
    int next = left.isEmpty() ? size : Math.max(delivered.next(), lastTried(toDo, done) + 1);
    return delivered.at(
        next, Stream.concat(deferred.stream(), left.stream().filter(p -> p < next)).toList());
  }

  private static int lastTried(List<Integer> toDo, int done) {
    return toDo.subList(0, done).stream().mapToInt(Integer::intValue).max().orElse(-1);
  }

  private List<Attempt> attempts(List<Integer> places, Chunk chunk, LetterTemplate template)
      throws InterruptedException {
    Mailbox from = chunk.draft().sender();
    List<Attempt> attempts = new ArrayList<>();
    List<Mail> mails = new ArrayList<>();
    for (int place : places) {
      Recipient recipient = chunk.recipients().get(place);
      try {
        mails.add(
            new Mail(
                messageId(chunk.mailing(), recipient.index(), from),
                from,
                new Mailbox(recipient.email(), recipient.name()),
                template.render(recipient.values()),
                Map.of("X-Offload-Task", chunk.mailing().toString()),
                clock.instant()));
        attempts.add(new Attempt(place, recipient, null));
      } catch (Unrenderable e) {
        attempts.add(new Attempt(place, recipient, new Result.Unfit(e.getMessage())));
      }
    }
    var answers = smtp.send(mails).iterator();
    return attempts.stream()
        .map(
            attempt ->
                attempt.result() == null
                    ? new Attempt(
                        attempt.place(), attempt.recipient(), new Result.Answered(answers.next()))
                    : attempt)
        .toList();
  }

  /// What this attempt leaves for the next one, with the last reason.
  private static final class Postponed {
    private final List<Integer> places = new ArrayList<>();
    private String reason;
    private boolean unreachable;

    void add(int place, String why, boolean serverGone) {
      places.add(place);
      reason = why;
      unreachable |= serverGone;
    }
  }

  /// Handles one recipient. `place` is the place in the chunk.
  private record Attempt(int place, Recipient recipient, Result result) {}

  private sealed interface Result {
    record Unfit(String reason) implements Result {}

    record Answered(SmtpAnswer answer) implements Result {}
  }
}
