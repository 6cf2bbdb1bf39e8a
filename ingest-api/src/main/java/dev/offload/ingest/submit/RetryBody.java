package dev.offload.ingest.submit;

import static dev.offload.ingest.body.Member.optional;

import dev.offload.ingest.body.Faults;
import dev.offload.ingest.body.Given;
import dev.offload.ingest.body.Kind;
import dev.offload.ingest.body.Kinds;
import dev.offload.ingest.body.Member;
import dev.offload.ingest.body.Shape;
import dev.offload.schemas.task.RetryPolicy;
import dev.offload.schemas.task.RetryPolicy.Jitter;
import java.time.Duration;
import java.util.List;

/// The member `retry` of a task. Each of its members replaces that of the type.
public final class RetryBody {

  private static final Member<Integer> MAX_ATTEMPTS =
      optional(
          "maxAttempts",
          Kinds.integer(1, RetryPolicy.MAX_ATTEMPTS)
              .saying("How many attempts there are in all.")
              .described(more -> more.examples(List.of(RetryPolicy.DEFAULT.maxAttempts()))));
  private static final Member<Duration> FIRST_DELAY =
      optional(
          "firstDelay",
          Kinds.duration().saying("The wait after the first failure, at most maxDelay."));
  private static final Member<Double> FACTOR =
      optional(
          "factor",
          Kinds.number(1, RetryPolicy.MAX_FACTOR)
              .saying("How much longer each wait is than the one before.")
              .described(more -> more.examples(List.of(RetryPolicy.DEFAULT.factor()))));
  private static final Member<Duration> MAX_DELAY =
      optional(
          "maxDelay",
          Kinds.duration(RetryPolicy.LONGEST_DELAY)
              .saying("The longest wait, at most %s.".formatted(RetryPolicy.LONGEST_DELAY)));
  private static final Member<Jitter> JITTER =
      optional(
          "jitter",
          Kinds.choice(List.of(Jitter.values()))
              .saying(
                  "full: the wait is random between 0 and the computed one. slight: it is the"
                      + " computed one, give or take a tenth."));
  private static final Member<List<String>> FINAL_ERRORS =
      optional(
          "finalErrors",
          Kinds.list(
                  Kinds.text(
                      RetryPolicy.FINAL_ERROR_RULE,
                      RetryPolicy.FINAL_ERROR_PATTERN,
                      RetryPolicy::isFinalError),
                  RetryPolicy.MAX_FINAL_ERRORS)
              .saying(
                  "Errors that are not retried. Each is a code, or the beginning of one followed by *."));

  public static final Kind<Given> KIND =
      Shape.of(MAX_ATTEMPTS, FIRST_DELAY, FACTOR, MAX_DELAY, JITTER, FINAL_ERRORS).kind();

  private RetryBody() {}

  /// The whole policy, with missing members from `usual`.
  ///
  /// @param pointer to `wish`
  static RetryPolicy policy(Given wish, RetryPolicy usual, String pointer, Faults faults) {
    Duration first = wish.get(FIRST_DELAY).orElse(usual.firstDelay());
    Duration longest = wish.get(MAX_DELAY).orElse(usual.maxDelay());
    boolean areRead = isRead(wish, FIRST_DELAY) && isRead(wish, MAX_DELAY);
    if (areRead && longest.compareTo(first) < 0) {
      if (!wish.has(MAX_DELAY)) {
        faults.add(
            FIRST_DELAY.under(pointer),
            "must be at most maxDelay, which is %s for this type".formatted(longest));
      } else if (!wish.has(FIRST_DELAY)) {
        faults.add(
            MAX_DELAY.under(pointer),
            "must be at least firstDelay, which is %s for this type".formatted(first));
      } else {
        faults.add(MAX_DELAY.under(pointer), "must be at least firstDelay");
      }
    }
    if (!faults.isEmpty()) {
      return usual;
    }
    return new RetryPolicy(
        wish.get(MAX_ATTEMPTS).orElse(usual.maxAttempts()),
        first,
        wish.get(FACTOR).orElse(usual.factor()),
        longest,
        wish.get(JITTER).orElse(usual.jitter()),
        wish.get(FINAL_ERRORS).orElse(usual.finalErrors()));
  }

  private static boolean isRead(Given wish, Member<?> member) {
    return !wish.has(member) || wish.get(member).isPresent();
  }
}
