package dev.offload.email;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.email.ChunkSender.Ended;
import dev.offload.email.letter.UnfitTemplate;
import dev.offload.worker.Outcome;
import dev.offload.worker.TaskContext;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/// Sends a limited number of chunks at once, and decides how their tasks end.
final class ChunkRun {
  private final ChunkSender sender;
  private final Semaphore permits;
  private final int lastAttempt;
  private final Duration retryAfter;

  /// `lastAttempt` is the last attempt of a chunk that is a separate task.
  ChunkRun(ChunkSender sender, int atOnce, int lastAttempt, Duration retryAfter) {
    this.sender = sender;
    this.permits = new Semaphore(atOnce, true);
    this.lastAttempt = lastAttempt;
    this.retryAfter = retryAfter;
  }

  /// Runs a chunk that is a separate task. In its last attempt it counts the mails that could not
  /// be sent, so that the mailing's sum is exact.
  Outcome ofTask(Chunk chunk, TaskContext task)
      throws UnfitTemplate, InterruptedException, JsonProcessingException {
    int size = chunk.recipients().size();
    return switch (send(chunk, task)) {
      case Ended.Complete(Delivered delivered) ->
          Outcome.succeeded(ChunkSender.result(delivered, size));
      case Ended.Unfinished(Delivered delivered, _, String reason)
          when task.attempt() >= lastAttempt -> {
        ObjectNode result = ChunkSender.result(delivered, size);
        yield Outcome.succeeded(
            result.put("unsent", delivered.toDo(size).size()).put("lastAnswer", reason));
      }
      case Ended.Unfinished unsent -> tryAgain(unsent, size);
      case Ended.Stopped _ -> new Outcome.Snoozed(Duration.ZERO);
    };
  }

  /// Runs a mailing that is one chunk. `survey` has the entries that are not in it.
  Outcome ofMailing(Chunk chunk, Survey survey, TaskContext task)
      throws UnfitTemplate, InterruptedException, JsonProcessingException {
    return switch (send(chunk, task)) {
      case Ended.Complete(Delivered delivered) ->
          complete(delivered.and(survey.invalid()), survey.recipients());
      case Ended.Unfinished unsent -> tryAgain(unsent, chunk.recipients().size());
      case Ended.Stopped _ -> new Outcome.Snoozed(Duration.ZERO);
    };
  }

  private static Outcome complete(Delivered all, int recipients) {
    return all.sent() == 0
        ? NothingSent.outcome(all.refused(), all.invalid(), all)
        : Outcome.succeeded(ChunkSender.result(all, recipients));
  }

  private Ended send(Chunk chunk, TaskContext task)
      throws UnfitTemplate, InterruptedException, JsonProcessingException {
    permits.acquire();
    try {
      return sender.send(chunk, task);
    } finally {
      permits.release();
    }
  }

  private Outcome tryAgain(Ended.Unfinished unsent, int size) {
    return new Outcome.Failed(
        unsent.code(),
        "%d of %d mails are still to be sent: %s"
            .formatted(unsent.delivered().toDo(size).size(), size, unsent.reason()),
        false,
        retryAfter);
  }
}
