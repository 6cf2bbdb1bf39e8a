package dev.offload.lifecycle.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.lifecycle.machine.Deadline;
import dev.offload.lifecycle.task.TaskEvent.DeadlinePostponed;
import dev.offload.lifecycle.task.TaskEvent.FormerCounted;
import dev.offload.lifecycle.task.TaskEvent.FormersEnded;
import dev.offload.schemas.command.Lineage;
import dev.offload.schemas.task.Former;
import dev.offload.schemas.task.References;
import dev.offload.schemas.task.Task;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A task that waits until others have succeeded or, if it only waits for its turn, have ended.
/// They tell it how they end, so the clock only lets it expire.
public record AwaitingFormers(Work work, Optional<Deadline<DeadlineKind>> deadline)
    implements NotHandedOut {
  static AwaitingFormers waiting(Work work) {
    Optional<Deadline<DeadlineKind>> expiry =
        work.expiry().map(expires -> new Deadline<>(DeadlineKind.EXPIRY, expires));
    return new AwaitingFormers(work, expiry);
  }

  /// All tasks that it waits or has waited for.
  List<Former> all() {
    return subject().lineage().formers();
  }

  /// Whether the task goes on however its formers end. Then its input refers to none of them.
  boolean isInTurn() {
    return subject().lineage() instanceof Lineage.InTurn;
  }

  /// What it has heard of them.
  Formers heard() {
    return work.assignment().formers().orElseThrow();
  }

  /// Which of them are not known to have ended.
  IntStream left() {
    return IntStream.range(0, all().size()).filter(place -> !heard().succeeded().contains(place));
  }

  JsonNode input() {
    return work.assignment().run().input();
  }

  /// The pointers of its references to the former of this place.
  Stream<String> pointersTo(int place) {
    if (isInTurn()) {
      return Stream.empty();
    }
    String name = all().get(place).name();
    return References.pointers(input()).stream()
        .filter(pointer -> References.nameIn(pointer).equals(name));
  }

  /// Others are told if it needs files that it did not need before, so that they are kept.
  AwaitingFormers counted(FormerCounted e) {
    return with(work.heard(heard().with(e.place(), e.found())));
  }

  Waiting ended(FormersEnded e) {
    return Waiting.scheduled(work.next().afterFormers(e.input()), e.at());
  }

  @Override
  public AwaitingFormers with(Work newWork) {
    return new AwaitingFormers(newWork, deadline);
  }

  @Override
  public AwaitingFormers postponed(DeadlinePostponed e) {
    return new AwaitingFormers(work, work.later(deadline, e.until()));
  }

  @Override
  public Task task() {
    return work.history().awaitingFormers();
  }
}
