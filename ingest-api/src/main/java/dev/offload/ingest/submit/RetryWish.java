package dev.offload.ingest.submit;

import dev.offload.ingest.body.Faults;
import dev.offload.ingest.body.Members;
import dev.offload.ingest.body.Texts;
import dev.offload.schemas.task.RetryPolicy;
import dev.offload.schemas.task.RetryPolicy.Jitter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The member `retry` of a task. Each of its members replaces that of the type.
record RetryWish(
    Optional<Integer> maxAttempts,
    Optional<Duration> firstDelay,
    Optional<Double> factor,
    Optional<Duration> maxDelay,
    Optional<Jitter> jitter,
    Optional<List<String>> finalErrors) {

  static final String POINTER = "/retry";

  static final RetryWish NONE =
      new RetryWish(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  static RetryWish read(Members retry, Faults faults) {
    RetryWish wish =
        new RetryWish(
            retry.integer("maxAttempts"),
            retry.parsed("firstDelay", Texts.A_DURATION, Texts::duration),
            retry.number("factor"),
            retry.parsed("maxDelay", Texts.A_DURATION, Texts::duration),
            retry.parsed("jitter", "full or none", RetryWish::jitter),
            finalErrors(retry, faults));
    retry.refuseOthers();
    return wish;
  }

  /// The whole policy, with missing members from `usual`. Only `firstDelay` and `maxDelay` can be
  /// right on their own and wrong together.
  RetryPolicy over(RetryPolicy usual, Faults faults) {
    try {
      return new RetryPolicy(
          maxAttempts.orElse(usual.maxAttempts()),
          firstDelay.orElse(usual.firstDelay()),
          factor.orElse(usual.factor()),
          maxDelay.orElse(usual.maxDelay()),
          jitter.orElse(usual.jitter()),
          finalErrors.orElse(usual.finalErrors()));
    } catch (IllegalArgumentException e) {
      String member = e.getMessage().substring(0, e.getMessage().indexOf(' '));
      faults.add(POINTER + "/" + member, e.getMessage().substring(member.length() + 1));
      return usual;
    }
  }

  private static Optional<List<String>> finalErrors(Members retry, Faults faults) {
    return retry
        .array("finalErrors", RetryPolicy.MAX_FINAL_ERRORS)
        .map(
            items -> {
              List<String> codes = new ArrayList<>();
              for (int i = 0; i < items.size(); i++) {
                String code = items.get(i).textValue();
                if (code == null || !RetryPolicy.isFinalError(code)) {
                  faults.add(
                      retry.pointerTo("finalErrors") + "/" + i,
                      "must be " + RetryPolicy.FINAL_ERROR_RULE);
                } else {
                  codes.add(code);
                }
              }
              return codes;
            });
  }

  private static Optional<Jitter> jitter(String text) {
    return switch (text) {
      case "full" -> Optional.of(Jitter.FULL);
      case "none" -> Optional.of(Jitter.NONE);
      default -> Optional.empty();
    };
  }
}
