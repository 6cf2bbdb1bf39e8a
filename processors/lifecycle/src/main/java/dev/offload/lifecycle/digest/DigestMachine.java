package dev.offload.lifecycle.digest;

import dev.offload.lifecycle.digest.DigestEffect.SubmitMail;
import dev.offload.lifecycle.digest.DigestEntry.Collecting;
import dev.offload.lifecycle.digest.DigestEntry.Sent;
import dev.offload.lifecycle.digest.DigestEvent.DigestClockSetBack;
import dev.offload.lifecycle.digest.DigestEvent.DigestForgotten;
import dev.offload.lifecycle.digest.DigestEvent.DigestSent;
import dev.offload.lifecycle.digest.DigestEvent.NewsCame;
import dev.offload.lifecycle.digest.DigestInput.Came;
import dev.offload.lifecycle.digest.DigestInput.TimerFired;
import dev.offload.lifecycle.machine.Deadline;
import dev.offload.lifecycle.machine.Due;
import dev.offload.lifecycle.machine.Machine;
import dev.offload.schemas.command.Lineage;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.command.Timing;
import dev.offload.schemas.notify.CompletionMail;
import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskSpec;
import dev.offload.schemas.work.DigestNews;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The state machine of digests: collects what a user is told of, and submits one mail when it is
/// due. An empty entry means that nothing has come for long.
///
/// ```
///             NewsCame                    DigestSent
///  nothing ─────────────► Collecting ◄──────────────────► Sent ──DigestForgotten──► nothing
///                         └─┘ NewsCame     NewsCame
/// ```
/// Those who bring news decide when it is due. The digest is sent [DigestEntry#GATHERING] later, so
/// that it tells of what ended just before, too. News that comes late is gathered as long.
public final class DigestMachine
    implements Machine<Optional<DigestEntry>, DigestInput, DigestEvent, DigestEffect, Due> {
  private static final String LABEL = "user-digest";

  @Override
  public Optional<DigestEntry> nothing() {
    return Optional.empty();
  }

  @Override
  public List<DigestEvent> decide(Optional<DigestEntry> entry, DigestInput input, Instant now) {
    return switch (input) {
      case Came(DigestNews news) when entry.isEmpty() || entry.get().takes(news) ->
          List.of(new NewsCame(news, DigestEntry.by(news, now)));
      case Came _, TimerFired _ -> List.of();
    };
  }

  /// A clock that was ahead is set back, and what is due happens.
  @Override
  public List<DigestEvent> follow(Optional<DigestEntry> entry, Instant now) {
    if (entry.filter(present -> present.isAheadOf(now)).isPresent()) {
      return List.of(new DigestClockSetBack(now));
    }
    if (entry.filter(present -> !present.until().isAfter(now)).isEmpty()) {
      return List.of();
    }
    return switch (entry.get()) {
      case Collecting collected -> List.of(new DigestSent(collected, now));
      case Sent _ -> List.of(new DigestForgotten());
    };
  }

  @Override
  public Optional<DigestEntry> evolve(Optional<DigestEntry> entry, DigestEvent event) {
    return switch (event) {
      case NewsCame(DigestNews news, Instant by) ->
          Optional.of(
              entry.orElse(null) instanceof Collecting collecting
                  ? collecting.with(news, by)
                  : Collecting.first(news, entry.map(DigestEntry::known).orElse(List.of()), by));
      case DigestSent(Collecting collected, Instant at) ->
          Optional.of(new Sent(collected.known(), at));
      case DigestClockSetBack(Instant at) -> entry.map(present -> present.notAfter(at));
      case DigestForgotten _ -> Optional.empty();
    };
  }

  @Override
  public Optional<Deadline<Due>> deadline(Optional<DigestEntry> entry) {
    return entry.map(present -> new Deadline<>(Due.LOOK, present.until()));
  }

  /// After a clock was ahead every digest is looked at.
  @Override
  public boolean mayBeTooLate(Optional<DigestEntry> entry, Instant due) {
    return true;
  }

  @Override
  public List<DigestEffect> effects(
      Optional<DigestEntry> before,
      List<DigestEvent> events,
      Optional<DigestEntry> after,
      Instant now) {
    for (DigestEvent event : events) {
      if (event instanceof DigestSent(Collecting collected, _)) {
        return List.of(new SubmitMail(mail(collected, now)));
      }
    }
    return List.of();
  }

  private static SubmitTask mail(Collecting collected, Instant now) {
    DigestNews latest = collected.latest();
    return new SubmitTask(
        TaskId.derived(latest.tenant(), LABEL, latest.user(), latest.id()),
        latest.tenant(),
        TaskSpec.of(CompletionMail.TYPE, CompletionMail.TYPE, collected.mail().input())
            .retrying(latest.retry()),
        Timing.atOnce(now),
        new Lineage.Root(Origin.SYSTEM),
        null,
        null);
  }
}
