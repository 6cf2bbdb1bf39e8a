package dev.offload.lifecycle.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.lifecycle.succession.InputSize;
import dev.offload.lifecycle.succession.Succession;
import dev.offload.lifecycle.task.TaskEvent.FormerCounted;
import dev.offload.lifecycle.task.TaskEvent.FormersEnded;
import dev.offload.lifecycle.task.TaskEvent.WaiterAnswered;
import dev.offload.lifecycle.task.TaskEvent.WaiterKept;
import dev.offload.schemas.task.Attempt.Outcome;
import dev.offload.schemas.task.Fate;
import dev.offload.schemas.task.Former;
import dev.offload.schemas.task.References;
import dev.offload.schemas.task.References.Resolved;
import dev.offload.schemas.task.RunSpec;
import dev.offload.schemas.task.TaskError;
import dev.offload.schemas.work.FormerAsked;
import dev.offload.schemas.work.FormerEnded;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Decides what a task and those that wait for it tell each other.
///
/// ```
/// the task that waits ──FormerAsked──► each former: keeps the question until it has ended
///        ▲                                 │
///        └──FormerEnded────────────────────┘
/// ```
/// A former that is not known may still be submitted. If it is not, the question is answered when
/// early events are given up.
record FormerDecider(Rules rules, HandOuts handOuts, EndDecider ends) {
  /// The code of the error if one of its formers has not succeeded.
  static final String NOT_SUCCEEDED = "former-not-succeeded";

  /// How long to wait for an unknown task that may have been forgotten.
  static final Duration BRIEFLY = Duration.ofMinutes(1);

  /// Another task waits for this one.
  List<TaskEvent> asked(TaskEntry entry, FormerAsked question, Instant now) {
    Waiter waiter = Waiter.of(question);
    return switch (entry) {
      case Unsubmitted early -> kept(early.waiters(), waiter, now.plus(patience(question, now)));
      case Active active ->
          kept(
              active.work().assignment().successors().waiters(),
              waiter,
              now.plus(rules.earlyPatience()));
      case Ended ended -> List.of(new WaiterAnswered(waiter, Fate.of(ended.end().state())));
    };
  }

  /// How long to wait for an unknown task. If it may have ended so long ago that it was
  /// forgotten, this is short.
  private Duration patience(FormerAsked question, Instant now) {
    Duration usual = rules.earlyPatience();
    Duration kept = rules.retention().shortest(question.tenant());
    boolean mayBeForgotten =
        question.earliestEnd().filter(end -> !end.plus(kept).isAfter(now)).isPresent();
    return mayBeForgotten && BRIEFLY.compareTo(usual) < 0 ? BRIEFLY : usual;
  }

  private List<TaskEvent> kept(List<Waiter> others, Waiter waiter, Instant giveUpAt) {
    if (others.contains(waiter)) {
      return List.of();
    }
    return others.size() >= Waiter.MOST && others.stream().noneMatch(waiter::isOf)
        ? List.of(new WaiterAnswered(waiter, Fate.CROWDED))
        : List.of(new WaiterKept(waiter, giveUpAt));
  }

  /// One of the tasks that it waits for has ended. To one that waits for its turn it is nothing
  /// how that has ended.
  List<TaskEvent> told(AwaitingFormers entry, FormerEnded news, Instant now) {
    if (entry.left().noneMatch(place -> place == news.place())) {
      return List.of();
    }
    if (entry.isInTurn()) {
      return List.of(new FormerCounted(news.place(), Map.of()));
    }
    Former former = entry.all().get(news.place());
    if (news.fate() != Fate.SUCCEEDED) {
      String message = "%s %s".formatted(former.label(), news.fate().words());
      return ends.givenUp(entry, NOT_SUCCEEDED, message, now);
    }
    List<String> pointers = entry.pointersTo(news.place()).toList();
    if (pointers.isEmpty()) {
      return List.of(new FormerCounted(news.place(), Map.of()));
    }
    // Without the former it answers a question from before the input was replaced. The answer to
    // the present one comes, too.
    return news.inFull()
        .map(shown -> found(entry, news.place(), References.found(shown, pointers), pointers, now))
        .orElseGet(List::of);
  }

  private List<TaskEvent> found(
      AwaitingFormers entry,
      int place,
      Map<String, JsonNode> found,
      List<String> pointers,
      Instant now) {
    Optional<String> missing =
        pointers.stream().filter(pointer -> !found.containsKey(pointer)).findFirst();
    if (missing.isPresent()) {
      return missing(entry, missing.get(), now);
    }
    return entry.heard().with(place, found).fits()
        ? List.of(new FormerCounted(place, found))
        : tooLarge(entry, now);
  }

  /// It goes on once it waits for none any more.
  List<TaskEvent> follow(AwaitingFormers entry, Instant now) {
    if (entry.left().findAny().isPresent()) {
      return List.of();
    }
    if (entry.isInTurn()) {
      return next(entry, entry.input(), now);
    }
    Resolved input = entry.heard().resolve(entry.input());
    if (input.missing().isPresent()) {
      return missing(entry, input.missing().get(), now);
    }
    return InputSize.fits(input.json()) ? next(entry, input.json(), now) : tooLarge(entry, now);
  }

  private List<TaskEvent> next(AwaitingFormers entry, JsonNode input, Instant now) {
    return entry.work().isTooLate(now)
        ? ends.expired(entry, now, now)
        : List.of(new FormersEnded(input, now), handOuts.next(now));
  }

  private List<TaskEvent> missing(AwaitingFormers entry, String pointer, Instant now) {
    return failed(
        entry,
        Succession.MISSING_REFERENCE,
        "The input refers to %s, which does not exist.".formatted(pointer),
        now);
  }

  private List<TaskEvent> tooLarge(AwaitingFormers entry, Instant now) {
    return failed(
        entry,
        TaskError.TOO_LARGE,
        "The input would have more than %d bytes, or too many levels, with what its references find."
            .formatted(RunSpec.MAX_INPUT_BYTES),
        now);
  }

  private List<TaskEvent> failed(AwaitingFormers entry, String code, String message, Instant now) {
    TaskError error = new TaskError(code, message, true, entry.attempt());
    return ends.failed(
        entry, new RunEnd.WithError(Optional.empty(), Outcome.FAILED, error, now), now);
  }
}
