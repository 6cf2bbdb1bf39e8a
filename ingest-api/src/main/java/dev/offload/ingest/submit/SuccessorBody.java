package dev.offload.ingest.submit;

import static dev.offload.ingest.body.Member.required;

import dev.offload.ingest.body.Given;
import dev.offload.ingest.body.Kind;
import dev.offload.ingest.body.Kinds;
import dev.offload.ingest.body.Member;
import dev.offload.ingest.body.Shape;
import dev.offload.schemas.task.Successor;
import dev.offload.schemas.task.Trigger;
import java.util.List;

/// What a client can say about a task that follows another, or a group: an item of `then`.
public final class SuccessorBody {

  static final Member<Trigger> ON =
      required(
          "on",
          Kinds.choice(List.of(Trigger.values()))
              .saying(
                  "After which ends the task is submitted: success, failure (failed or"
                      + " expired) or always. After a cancelled task or group only always applies."));
  public static final Member<Given> TASK =
      required(
          "task",
          Kind.declared("TaskToFollow", () -> taskShape().kind()).saying("The task to submit."));

  private static final Member<Given> TASK_ON_SCHEDULE =
      required(
          "task",
          Kind.declared("TaskToFollowOnSchedule", () -> taskShapeOnSchedule().kind())
              .saying("The task to submit."));

  private static final Member<Given> TASK_IN_BATCH =
      required(
          "task",
          Kind.declared("TaskToFollowInBatch", () -> taskShapeInBatch().kind())
              .saying("The task to submit."));

  public static final Shape SHAPE = Shape.of(ON, TASK);

  /// What follows the tasks of a schedule.
  public static final Shape SHAPE_ON_SCHEDULE = Shape.of(ON, TASK_ON_SCHEDULE);

  /// What follows the lines of a batch.
  public static final Shape SHAPE_IN_BATCH = Shape.of(ON, TASK_IN_BATCH);

  private SuccessorBody() {}

  /// What a client can say about the task itself.
  public static Shape taskShape() {
    return OfTask.SHAPE;
  }

  /// The same for a task that follows those of a schedule.
  public static Shape taskShapeOnSchedule() {
    return OnSchedule.SHAPE;
  }

  /// The same for a task that follows a line of a batch.
  public static Shape taskShapeInBatch() {
    return InBatch.SHAPE;
  }

  /// It is made from the members of a task, which have a member for what follows.
  private static final class OfTask {
    private static final Shape SHAPE =
        TaskBody.SHAPE
            .without(TaskBody.RUN_AT, "is not allowed: it runs after what it follows")
            .without(TaskBody.DEBOUNCE, "is not allowed: it is submitted once");
  }

  private static final class OnSchedule {
    private static final Shape SHAPE =
        OfTask.SHAPE
            .without(TaskBody.EXPIRES_AT, TaskBody.NO_MOMENT)
            .replacing(TaskBody.THEN_ON_SCHEDULE);
  }

  private static final class InBatch {
    private static final Shape SHAPE =
        OfTask.SHAPE.replacing(TaskBody.GROUP_IN_BATCH).replacing(TaskBody.THEN_IN_BATCH);
  }

  /// `says` is the description of the member.
  public static Member<List<Given>> member(String says) {
    return member(Kind.declared("Successor", () -> SHAPE.kind()), says);
  }

  /// The same for the task of a schedule.
  static Member<List<Given>> memberOnSchedule(String says) {
    return member(Kind.declared("SuccessorOnSchedule", () -> SHAPE_ON_SCHEDULE.kind()), says);
  }

  /// The same for a line of a batch.
  public static Member<List<Given>> memberInBatch(String says) {
    return member(Kind.declared("SuccessorInBatch", () -> SHAPE_IN_BATCH.kind()), says);
  }

  private static Member<List<Given>> member(Kind<Given> one, String says) {
    return Member.optional("then", Kinds.list(one, Successor.MOST).saying(says));
  }
}
