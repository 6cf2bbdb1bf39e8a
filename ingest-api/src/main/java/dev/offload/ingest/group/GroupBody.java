package dev.offload.ingest.group;

import static dev.offload.ingest.body.Member.optional;

import dev.offload.ingest.body.Faults;
import dev.offload.ingest.body.Given;
import dev.offload.ingest.body.JsonBody;
import dev.offload.ingest.body.Kinds;
import dev.offload.ingest.body.Member;
import dev.offload.ingest.body.Shape;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.submit.NotifyBody;
import dev.offload.ingest.submit.SpecReader;
import dev.offload.ingest.submit.SuccessorBody;
import dev.offload.ingest.submit.TaskBody;
import dev.offload.schemas.ProblemCode;
import dev.offload.schemas.task.GroupTerms;
import dev.offload.schemas.task.Notify;
import dev.offload.schemas.task.Successor;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/// What a client can say about a group that it opens.
@ApplicationScoped
public class GroupBody {
  private static final Member<List<String>> TAGS =
      optional(
          "tags",
          Kinds.distinct(TaskBody.TAG.as("Tag"), 0, TaskBody.MAX_TAGS)
              .saying(
                  "Texts that are shown with the group, and by which endpoints choose its events."));
  private static final Member<List<Given>> THEN =
      SuccessorBody.member(
          "Which tasks are submitted when the group has ended. Nested at most %d deep."
              .formatted(Successor.DEEPEST));
  private static final Member<List<Notify>> NOTIFY =
      optional(
          "notify",
          Kinds.list(NotifyBody.KIND.as("Notify"), TaskBody.MAX_NOTIFICATIONS)
              .saying("Who is told when the group ends."));

  public static final Shape SHAPE = Shape.of(TAGS, THEN, NOTIFY);

  private final SpecReader specs;

  GroupBody(SpecReader specs) {
    this.specs = specs;
  }

  /// @throws ProblemException `invalid-group`, or `unknown-type` or `too-large` for what follows
  NewGroup read(String tenant, JsonBody body, Instant now) {
    Faults faults = new Faults();
    Given given = SHAPE.read(body.json(), faults).orElseThrow(() -> invalid(faults));
    List<Successor> then =
        specs.afterGroup(tenant, given.get(THEN).orElseGet(List::of), body, now, faults);
    if (!faults.isEmpty()) {
      throw invalid(faults);
    }
    return new NewGroup(
        new GroupTerms(given.get(NOTIFY).orElseGet(List::of), given.get(TAGS).orElseGet(List::of)),
        then);
  }

  private static ProblemException invalid(Faults faults) {
    return ProblemException.of(
        ProblemCode.INVALID_GROUP, "The group is invalid: see errors.", faults.list());
  }
}
