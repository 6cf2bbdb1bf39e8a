package dev.offload.ingest.task;

import static dev.offload.ingest.body.Member.optional;

import dev.offload.ingest.body.Given;
import dev.offload.ingest.body.Kinds;
import dev.offload.ingest.body.Member;
import dev.offload.ingest.body.Shape;
import dev.offload.ingest.user.Users;
import dev.offload.ingest.view.TaskFilter;
import dev.offload.ingest.view.TaskFilter.CreatedAfter;
import dev.offload.ingest.view.TaskFilter.CreatedBefore;
import dev.offload.ingest.view.TaskFilter.EndedAfter;
import dev.offload.ingest.view.TaskFilter.EndedBefore;
import dev.offload.ingest.view.TaskFilter.FailedWith;
import dev.offload.ingest.view.TaskFilter.InState;
import dev.offload.ingest.view.TaskFilter.OfGroup;
import dev.offload.ingest.view.TaskFilter.OfType;
import dev.offload.ingest.view.TaskFilter.OfUser;
import dev.offload.ingest.view.TaskFilter.Tagged;
import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.TaskState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The members of a filter of tasks, in a query as in a body. Only `state` is not among them, since
/// it depends on what is done with the tasks.
public final class FilterMembers {
  private static final Member<Origin> ORIGIN =
      optional(
          "origin",
          Kinds.choice(List.of(Origin.values()))
              .saying(
                  "Only tasks that clients or Offload itself submitted. The default is client."));
  private static final Member<String> TYPE =
      optional("type", Kinds.text().saying("Only tasks of this type."));
  private static final Member<String> TAG =
      optional("tag", Kinds.text().saying("Only tasks with this tag."));
  private static final Member<GroupId> GROUP =
      optional(
          "group",
          Kinds.text("the id of a group", GroupId::tryParse)
              .as("GroupId")
              .saying("Only the members of this group."));
  private static final Member<String> USER =
      optional("user", Users.ID.as(Users.NAME).saying("Only tasks of this user."));

  private static final Member<String> ERROR_CODE =
      optional("errorCode", Kinds.text().saying("Only tasks that failed with this error code."));
  private static final Member<Instant> CREATED_AFTER =
      optional("createdAfter", Kinds.time().saying("Only tasks accepted after this time."));
  private static final Member<Instant> CREATED_BEFORE =
      optional("createdBefore", Kinds.time().saying("Only tasks accepted before this time."));
  private static final Member<Instant> FINISHED_AFTER =
      optional("finishedAfter", Kinds.time().saying("Only tasks that ended after this time."));
  private static final Member<Instant> FINISHED_BEFORE =
      optional("finishedBefore", Kinds.time().saying("Only tasks that ended before this time."));

  public static final Shape SHAPE =
      Shape.of(
          ORIGIN,
          TYPE,
          TAG,
          GROUP,
          USER,
          ERROR_CODE,
          CREATED_AFTER,
          CREATED_BEFORE,
          FINISHED_AFTER,
          FINISHED_BEFORE);

  private FilterMembers() {}

  /// @param state empty for any
  public static TaskFilter filter(Given given, String tenant, Optional<TaskState> state) {
    return TaskFilter.of(tenant, given.get(ORIGIN).orElse(Origin.CLIENT))
        .with(given.get(TYPE).map(OfType::new))
        .with(state.map(InState::new))
        .with(given.get(TAG).map(Tagged::new))
        .with(given.get(GROUP).map(OfGroup::new))
        .with(given.get(USER).map(OfUser::new))
        .with(given.get(ERROR_CODE).map(FailedWith::new))
        .with(given.get(CREATED_AFTER).map(CreatedAfter::new))
        .with(given.get(CREATED_BEFORE).map(CreatedBefore::new))
        .with(given.get(FINISHED_AFTER).map(EndedAfter::new))
        .with(given.get(FINISHED_BEFORE).map(EndedBefore::new));
  }
}
