package dev.offload.ingest.endpoint;

import static dev.offload.ingest.body.Member.optional;
import static dev.offload.ingest.body.Member.required;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.ingest.body.Faults;
import dev.offload.ingest.body.Given;
import dev.offload.ingest.body.Kinds;
import dev.offload.ingest.body.Member;
import dev.offload.ingest.body.Shape;
import dev.offload.ingest.flow.LimitBody;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.schemas.ProblemCode;
import dev.offload.schemas.config.Rate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Which failed deliveries of an endpoint are to be sent again, and how fast.
///
/// @param since those of events of this time or later
/// @param until those of events before this time
/// @param isDryRun whether they are only counted
public record Recovery(Instant since, Optional<Instant> until, Rate rate, boolean isDryRun) {

  private static final Rate USUAL = new Rate(10, Duration.ofSeconds(1), 1);

  private static final Member<Instant> SINCE =
      required("since", Kinds.time().saying("Only events of this time or later."));
  private static final Member<Instant> UNTIL =
      optional("until", Kinds.time().saying("Only events before this time."));
  private static final Member<Rate> RATE =
      optional(
          "rate",
          LimitBody.RATE_KIND.saying("The rate at which they start. The default is ten a second."));
  private static final Member<Boolean> DRY_RUN =
      optional("dryRun", Kinds.flag().saying("Whether to count them and send nothing."));

  /// The body of a recovery.
  public static final Shape SHAPE = Shape.of(SINCE, UNTIL, RATE, DRY_RUN);

  /// @throws ProblemException `invalid-parameter`
  static Recovery read(JsonNode body) {
    Faults faults = new Faults();
    Optional<Given> given = SHAPE.read(body, faults);
    given.ifPresent(all -> checkOrder(all, faults));
    if (!faults.isEmpty()) {
      throw ProblemException.of(
          ProblemCode.INVALID_PARAMETER, "The body is invalid: see errors.", faults.list());
    }
    Given all = given.orElseThrow();
    return new Recovery(
        all.get(SINCE).orElseThrow(),
        all.get(UNTIL),
        all.get(RATE).orElse(USUAL),
        all.get(DRY_RUN).orElse(false));
  }

  private static void checkOrder(Given all, Faults faults) {
    Optional<Instant> until = all.get(UNTIL);
    all.get(SINCE)
        .filter(since -> until.isPresent() && !until.get().isAfter(since))
        .ifPresent(_ -> faults.add(UNTIL.pointer(), "must be after since"));
  }

  /// How long after now the delivery that is number `index` starts: as many as the rate's burst at
  /// once, and the others one after the other.
  Duration pause(long index) {
    long later = Math.max(0, index - rate.burst() + 1);
    return rate.per().multipliedBy(later).dividedBy(rate.count());
  }
}
