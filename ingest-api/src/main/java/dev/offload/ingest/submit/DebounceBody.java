package dev.offload.ingest.submit;

import static dev.offload.ingest.body.Member.optional;
import static dev.offload.ingest.body.Member.required;

import dev.offload.ingest.body.Faults;
import dev.offload.ingest.body.Given;
import dev.offload.ingest.body.Kind;
import dev.offload.ingest.body.Kinds;
import dev.offload.ingest.body.Member;
import dev.offload.ingest.body.Shape;
import dev.offload.schemas.task.Debounce;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The member `debounce` of a task.
public final class DebounceBody {
  private static final Member<String> KEY =
      required(
          "key",
          Kinds.line(Debounce.MAX_KEY_LENGTH)
              .then(
                  (key, pointer, faults) ->
                      key.startsWith(Debounce.RESERVED)
                          ? faults.refuse(pointer, "must not begin with " + Debounce.RESERVED)
                          : Optional.of(key))
              .saying(
                  "The debounce key. Of the submissions with the same key only the last one runs."
                      + " It does not begin with %s.".formatted(Debounce.RESERVED))
              .described(more -> more.examples(List.of("preview:order-17"))));
  private static final Member<Duration> WAIT =
      required(
          "wait",
          Kinds.duration(Debounce.LONGEST_WAIT)
              .then(
                  (wait, pointer, faults) ->
                      wait.compareTo(Debounce.SHORTEST_WAIT) >= 0
                          ? Optional.of(wait)
                          : faults.refuse(pointer, "must be at least " + Debounce.SHORTEST_WAIT))
              .saying(
                  "How long to wait after the last submission until its task runs: %s to %s."
                      .formatted(Debounce.SHORTEST_WAIT, Debounce.LONGEST_WAIT)));
  private static final Member<Duration> MAX =
      optional(
          "max",
          Kinds.duration(Debounce.LONGEST_MAX)
              .saying(
                  "The longest time from the first submission until a task runs: at least"
                      + " wait, at most %s, which is the default."
                          .formatted(Debounce.LONGEST_MAX)));

  public static final Kind<Given> KIND = Shape.of(KEY, WAIT, MAX).kind();

  private DebounceBody() {}

  /// Empty if there are mistakes.
  ///
  /// @param pointer to `wish`
  static Optional<Debounce> of(Given wish, String pointer, Faults faults) {
    Optional<Duration> wait = wish.get(WAIT);
    Optional<Duration> max = wish.get(MAX);
    if (wait.isPresent() && max.isPresent() && max.get().compareTo(wait.get()) < 0) {
      faults.add(MAX.under(pointer), "must be at least wait");
    }
    return faults.isEmpty()
        ? Optional.of(
            new Debounce(wish.get(KEY).orElseThrow(), wait.orElseThrow(), max.orElse(null)))
        : Optional.empty();
  }
}
