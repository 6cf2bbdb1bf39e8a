package dev.offload.ingest.openapi;

import dev.offload.ingest.auth.NewKey;
import dev.offload.ingest.batch.BatchLine;
import dev.offload.ingest.deadletter.EditedInput;
import dev.offload.ingest.deadletter.Sweep;
import dev.offload.ingest.endpoint.EndpointBody;
import dev.offload.ingest.endpoint.Recovery;
import dev.offload.ingest.flow.LimitBody;
import dev.offload.ingest.gallery.FaceBody;
import dev.offload.ingest.group.GroupBody;
import dev.offload.ingest.preference.PreferencesBody;
import dev.offload.ingest.schedule.ScheduleBody;
import dev.offload.ingest.submit.DebounceBody;
import dev.offload.ingest.submit.NotifyBody;
import dev.offload.ingest.submit.RetryBody;
import dev.offload.ingest.submit.SuccessorBody;
import dev.offload.ingest.submit.TaskBody;
import dev.offload.ingest.token.NewPortal;
import dev.offload.ingest.token.NewToken;
import dev.offload.ingest.user.Users;
import org.eclipse.microprofile.openapi.models.OpenAPI;

/// The bodies of requests, as those who read them declare them.
final class Bodies {

  private static final String ENDED = "A filter of ended tasks, as in the query of GET /v1/tasks.";

  private Bodies() {}

  static void addTo(OpenAPI api) {
    api.getComponents()
        .addSchema("SubmitTask", TaskBody.SHAPE.kind().saying("A task to run.").schema())
        .addSchema(
            "BatchLine",
            BatchLine.SHAPE
                .kind()
                .saying("A task to run, with an optional idempotency key.")
                .schema())
        .addSchema("TaskToFollow", SuccessorBody.taskShape().kind().schema())
        .addSchema(
            "Successor",
            SuccessorBody.SHAPE.kind().saying("A task to run after something has ended.").schema())
        .addSchema("TaskToFollowOnSchedule", SuccessorBody.taskShapeOnSchedule().kind().schema())
        .addSchema(
            "SuccessorOnSchedule",
            SuccessorBody.SHAPE_ON_SCHEDULE
                .kind()
                .saying("A task to run after one of a schedule has ended.")
                .schema())
        .addSchema("TaskToFollowInBatch", SuccessorBody.taskShapeInBatch().kind().schema())
        .addSchema(
            "SuccessorInBatch",
            SuccessorBody.SHAPE_IN_BATCH
                .kind()
                .saying("A task to run after one of a batch has ended.")
                .schema())
        .addSchema("OpenGroup", GroupBody.SHAPE.kind().saying("A group to open.").schema())
        .addSchema("TaskToSchedule", ScheduleBody.TASK_SHAPE.kind().schema())
        .addSchema("Debounce", DebounceBody.KIND.schema())
        .addSchema("RetryPolicy", RetryBody.KIND.schema())
        .addSchema("Notify", NotifyBody.KIND.schema())
        .addSchema("Tag", TaskBody.TAG.schema())
        .addSchema("Priority", TaskBody.PRIORITY_KIND.schema())
        .addSchema("ConcurrencyKey", TaskBody.CONCURRENCY_KEY_KIND.schema())
        .addSchema("Weight", TaskBody.WEIGHT_KIND.schema())
        .addSchema(Users.NAME, Users.ID.schema())
        .addSchema(
            "PutSchedule",
            ScheduleBody.SHAPE.kind().saying("A task that is submitted again and again.").schema())
        .addSchema(
            "NewWebhook",
            EndpointBody.SHAPE
                .kind()
                .saying("An endpoint, which gets the tenant's events.")
                .schema())
        .addSchema("PatchWebhook", EndpointBody.PATCH.schema())
        .addSchema(
            "RecoverWebhook",
            Recovery.SHAPE.kind().saying("Which failed deliveries are sent again.").schema())
        .addSchema("PutLimit", LimitBody.KIND.schema())
        .addSchema(
            "PutNotifications",
            PreferencesBody.SHAPE.kind().saying("Which mails a user gets.").schema())
        .addSchema(
            "NewPortal",
            NewPortal.SHAPE
                .kind()
                .saying("Whose endpoints the portal shows, and how long its link works.")
                .schema())
        .addSchema("PutFace", FaceBody.KIND.schema())
        .addSchema("NewToken", NewToken.KIND.schema())
        .addSchema("NewKey", NewKey.SHAPE.kind().schema())
        .addSchema(
            "RetryTask", EditedInput.SHAPE.kind().saying("How to run a task again.").schema())
        .addSchema("TasksToDrop", Sweep.TO_DROP.kind().saying(ENDED).schema())
        .addSchema("TasksToRetry", Sweep.TO_RETRY.kind().saying(ENDED).schema());
  }
}
