package dev.offload.ingest.submit;

import dev.offload.ingest.body.Kind;
import dev.offload.ingest.body.Kinds;
import dev.offload.ingest.body.Member;
import dev.offload.ingest.body.Shape;
import dev.offload.schemas.task.Former;
import java.util.List;

/// What a line of a batch can say about the lines that it waits for.
public final class AfterBody {
  public static final Kind<String> NAME_KIND =
      Kinds.text("1 to 50 letters, digits, dashes and underscores", Former.PATTERN, Former::isName);
  public static final Member<String> NAME =
      Member.optional(
          "name",
          NAME_KIND.saying(
              "The name by which other lines of the batch refer to this one. It must be"
                  + " unique in the batch."));
  public static final Member<List<String>> AFTER =
      Member.optional(
          "after",
          Kinds.distinct(NAME_KIND, 0, Former.MOST)
              .saying(
                  "The names of other lines of the batch. The task runs when all of them have"
                      + " succeeded, and is cancelled if one has not. Its input may refer to them,"
                      + " as in {\"$from\": \"/scan/result/pages\"}. Not allowed together with runAt,"
                      + " delay and debounce."));

  private static final String NOT_ALLOWED = "is not allowed for a task that waits for others";

  /// What can be said about a task whose input names others.
  static final Shape SHAPE =
      TaskBody.SHAPE
          .with(AFTER)
          .without(TaskBody.RUN_AT, NOT_ALLOWED)
          .without(TaskBody.DELAY, NOT_ALLOWED)
          .without(TaskBody.DEBOUNCE, NOT_ALLOWED);

  private AfterBody() {}
}
