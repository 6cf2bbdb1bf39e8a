package dev.offload.lifecycle.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.lifecycle.machine.Deadline;
import dev.offload.lifecycle.task.TaskEvent.ChildCounted;
import dev.offload.lifecycle.task.TaskEvent.TaskReplayed;
import dev.offload.schemas.task.NamedFiles;
import dev.offload.schemas.task.References;
import dev.offload.schemas.task.Successor;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A task that has failed, was cancelled or has expired. It keeps what a replay needs.
public record Replayable(
    History history,
    Remnant remnant,
    FanOut fanOut,
    End.Unsuccessful end,
    Optional<Stop> stop,
    Deadline<DeadlineKind> until)
    implements Ended {

  static Replayable after(Work done, End.Unsuccessful end, Instant forgetAt) {
    return new Replayable(
        done.history(),
        done.assignment().after(done.attempt(), end.state()),
        done.fanOut(),
        end,
        Optional.empty(),
        new Deadline<>(DeadlineKind.RETENTION, forgetAt));
  }

  Replayable withoutInput() {
    return new Replayable(history, ((Assignment) remnant).withoutInput(), fanOut, end, stop, until);
  }

  /// The task as it runs again. Of the past only the log of its attempts stays.
  Active replayed(TaskReplayed e) {
    Work work =
        e.input().map(this::withNewInput).orElseGet(() -> work(again(), (Assignment) remnant));
    return e.runAt()
        .<Active>map(at -> Waiting.scheduled(work, at))
        .orElseGet(() -> Waiting.forOthers(work));
  }

  /// Whether it waits for its formers if it is replayed, perhaps with another input: it ended while
  /// it waited, or the input has references to them.
  boolean waitsForFormers(Optional<JsonNode> input) {
    return remnant.formers().isPresent()
        || (!subject().lineage().formers().isEmpty() && input.filter(References::isIn).isPresent());
  }

  private Work withNewInput(JsonNode input) {
    boolean waits = waitsForFormers(Optional.of(input));
    List<String> ofSuccessors = Successor.files(remnant.successors().then());
    List<String> needs = NamedFiles.and(ofSuccessors, input);
    return work(again().needing(needs), remnant.withInput(input, waits));
  }

  private History again() {
    return history.again(end, remnant.spent());
  }

  private Work work(History next, Assignment again) {
    return new Work(next, again, fanOut, again.spent() + 1, 0, List.of());
  }

  @Override
  public Replayable with(Optional<Stop> newStop, Deadline<DeadlineKind> newUntil) {
    return new Replayable(history, remnant, fanOut, end, newStop, newUntil);
  }

  @Override
  public Replayable counted(ChildCounted e) {
    return new Replayable(
        history.alsoNeeding(e.files()), remnant, fanOut.with(e), end, stop, until);
  }
}
