package dev.offload.ingest.flow;

import static dev.offload.ingest.body.Member.optional;
import static dev.offload.ingest.body.Member.required;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.ingest.body.Faults;
import dev.offload.ingest.body.Given;
import dev.offload.ingest.body.Kind;
import dev.offload.ingest.body.Kinds;
import dev.offload.ingest.body.Member;
import dev.offload.ingest.body.Shape;
import dev.offload.schemas.config.LimitRule;
import dev.offload.schemas.config.Rate;
import java.time.Duration;
import java.util.Optional;

/// What a client can say about a limit.
public final class LimitBody {

  private static final Member<Integer> COUNT =
      required(
          "count",
          Kinds.integer(1, Rate.MAX_COUNT).saying("How many units may start within `per`."));
  private static final Member<Duration> PER =
      required(
          "per",
          Kinds.duration()
              .then(
                  (length, pointer, faults) ->
                      Rate.isPer(length)
                          ? Optional.of(length)
                          : faults.refuse(pointer, "must " + Rate.PER_RULE))
              .saying(
                  "The time in which count units may start: %s to %s, in whole milliseconds."
                      .formatted(Rate.SHORTEST_PER, Rate.LONGEST_PER)));
  private static final Member<Integer> BURST =
      optional(
          "burst",
          Kinds.integer(1, Rate.MAX_BURST)
              .saying(
                  "How many units may start at once after a quiet time. The default is count."));

  /// The members of a rate.
  public static final Shape RATE_SHAPE = Shape.of(COUNT, PER, BURST);
  public static final Kind<Rate> RATE_KIND = RATE_SHAPE.kind().then(LimitBody::rate);

  private static final Member<Integer> CONCURRENCY =
      optional(
          "concurrency",
          Kinds.integer(0, LimitRule.MAX_CONCURRENCY)
              .saying(
                  "How many units may be in use at a time. With 0 nothing starts. Without it, any"
                      + " number."));
  private static final Member<Rate> RATE =
      optional(
          "rate", RATE_KIND.saying("The rate at which units may start. Without it, any rate."));

  private static final Shape SHAPE = Shape.of(CONCURRENCY, RATE);

  public static final Kind<LimitRule> KIND =
      SHAPE
          .kind()
          .then(LimitBody::rule)
          .saying("What a limit allows: a concurrency, a rate, or both.")
          .described(more -> more.minProperties(1));

  private LimitBody() {}

  /// Empty, with faults, if the body is wrong.
  static Optional<LimitRule> read(JsonNode body, Faults faults) {
    return SHAPE.read(body, faults).flatMap(given -> rule(given, "", faults));
  }

  private static Optional<LimitRule> rule(Given given, String pointer, Faults faults) {
    if (!given.has(CONCURRENCY) && !given.has(RATE)) {
      return faults.refuse(pointer, "must have concurrency or rate");
    }
    return faults.isEmpty()
        ? Optional.of(
            new LimitRule(given.get(CONCURRENCY).orElse(null), given.get(RATE).orElse(null)))
        : Optional.empty();
  }

  private static Optional<Rate> rate(Given given, String pointer, Faults faults) {
    if (given.has(BURST) && given.get(BURST).isEmpty()) {
      return Optional.empty();
    }
    return given
        .get(COUNT)
        .flatMap(
            count ->
                given.get(PER).map(per -> new Rate(count, per, given.get(BURST).orElse(count))));
  }
}
