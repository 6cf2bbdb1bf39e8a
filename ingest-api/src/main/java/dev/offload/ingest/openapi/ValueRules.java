package dev.offload.ingest.openapi;

import static org.eclipse.microprofile.openapi.OASFactory.createSchema;

import dev.offload.files.FileId;
import dev.offload.ingest.auth.ApiKeyToken;
import dev.offload.ingest.body.Texts;
import dev.offload.ingest.flow.LimitKind;
import dev.offload.schemas.config.Galleries;
import dev.offload.schemas.config.Schedule;
import dev.offload.schemas.config.Tenants;
import dev.offload.schemas.notify.EndpointId;
import dev.offload.schemas.task.ConcurrencyKey;
import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.topic.Topics;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;

/// The rules of values that several operations share, from the constants by which they are checked.
///
/// The records of these values are also what is written to Kafka, so they know nothing of OpenAPI.
final class ValueRules {
  static final String TASK_ID = "TaskId";
  static final String GROUP_ID = "GroupId";
  static final String FILE_ID = "FileId";
  static final String KEY_ID = "KeyId";
  static final String QUEUE = "QueueName";
  static final String SCHEDULE = "ScheduleName";
  static final String TENANT = "TenantName";
  static final String WEBHOOK_ID = "WebhookId";
  static final String GALLERY = "GalleryName";
  static final String FACE_ID = "FaceId";
  static final String LIMIT_KIND = "LimitKind";
  static final String LIMIT_NAME = "LimitName";

  private final Map<String, Schema> schemas;

  private ValueRules(Map<String, Schema> schemas) {
    this.schemas = schemas;
  }

  static void addTo(OpenAPI api) {
    api.getComponents()
        .addSchema(TASK_ID, name(TaskId.PATTERN, "tsk_ and a UUID."))
        .addSchema(GROUP_ID, name(GroupId.PATTERN, "grp_ and a UUID."))
        .addSchema(FILE_ID, name(FileId.PATTERN, "fil_ and a UUID."))
        .addSchema(
            KEY_ID, name(ApiKeyToken.ID_PATTERN, "The part of a key between off_ and the secret."))
        .addSchema(QUEUE, name(Topics.QUEUE_PATTERN, "The name of a queue."))
        .addSchema(SCHEDULE, name(Schedule.NAME_PATTERN, "The name of a schedule."))
        .addSchema(TENANT, name(Tenants.PATTERN, "The name of a tenant."))
        .addSchema(WEBHOOK_ID, name(EndpointId.PATTERN, "whe_ and a UUID."))
        .addSchema(GALLERY, name(Galleries.NAME_PATTERN, "The name of a gallery."))
        .addSchema(
            FACE_ID,
            name(Galleries.FACE_ID_PATTERN, "The id that you give a face in its gallery.")
                .examples(List.of("u-42")))
        .addSchema(LIMIT_KIND, limitKind())
        .addSchema(LIMIT_NAME, limitName())
        .addSchema("OneFile", oneFile())
        .addSchema("TaskEvent", event(List.of("task"), "The task, as getTask shows it."))
        .addSchema(
            "AnyEvent",
            event(
                List.of("task", "group", "reset"),
                "The task as getTask shows it, or the group as getGroup does."))
        .addSchema("GroupEvent", event(List.of("group"), "The group, as getGroup shows it."));
    ValueRules rules = new ValueRules(api.getComponents().getSchemas());
    rules.durations();
    rules.times();
  }

  private void durations() {
    schemas
        .get("Duration")
        // That of JSON Schema has no fractions, and no weeks beside days.
        .format(null)
        .description("A duration of ISO 8601. A day has 24 hours.")
        .pattern(Texts.DURATION_PATTERN)
        .examples(List.of("PT5M"));
  }

  private void times() {
    schemas.get("Instant").description("A time of RFC 3339.");
  }

  private static Schema limitKind() {
    return text()
        .enumeration(Stream.of(LimitKind.values()).<Object>map(LimitKind::text).toList())
        .description("What a limit counts: the tasks of a queue, tenant or concurrency key.");
  }

  private static Schema limitName() {
    return text()
        .minLength(1)
        .maxLength(ConcurrencyKey.MAX_LENGTH)
        .description(
            "The name of a queue or a tenant, or a concurrency key. The beginning of one,"
                + " followed by *, is a pattern: each name that matches it has a limit of its own.");
  }

  private static Schema oneFile() {
    return createSchema()
        .addType(Schema.SchemaType.OBJECT)
        .addProperty("file", text().format("binary"))
        .required(List.of("file"))
        .maxProperties(1);
  }

  private static Schema event(List<String> names, String data) {
    String missed = " reset: events were missed, so reload your data.";
    return createSchema()
        .addType(Schema.SchemaType.OBJECT)
        .description("One event of a stream.")
        .addProperty("id", text().description("For Last-Event-ID, to go on after this event."))
        .addProperty(
            "event",
            text()
                .enumeration(List.copyOf(names))
                .description("The type of the event." + (names.contains("reset") ? missed : "")))
        .addProperty("data", text().contentMediaType("application/json").description(data))
        .required(List.of("id", "event", "data"));
  }

  private static Schema name(String pattern, String description) {
    return text().pattern(whole(pattern)).description(description);
  }

  static Schema text() {
    return createSchema().addType(Schema.SchemaType.STRING);
  }

  static Schema ref(String name) {
    return createSchema().ref("#/components/schemas/" + name);
  }

  /// JSON Schema looks for a pattern anywhere in a text.
  private static String whole(String pattern) {
    return "^" + pattern + "$";
  }
}
