package dev.offload.ingest.submit;

import static dev.offload.ingest.body.Member.optional;
import static dev.offload.ingest.body.Member.required;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.ingest.body.Given;
import dev.offload.ingest.body.Kind;
import dev.offload.ingest.body.Kinds;
import dev.offload.ingest.body.Member;
import dev.offload.ingest.body.Shape;
import dev.offload.ingest.user.Users;
import dev.offload.schemas.task.ConcurrencyKey;
import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.task.Notify;
import dev.offload.schemas.task.Placement;
import dev.offload.schemas.task.Successor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a client can say about a task, in a submission, in a line of a batch and in a schedule.
public final class TaskBody {

  /// How far ahead a task may be submitted.
  static final Duration LONGEST_DELAY = Duration.ofDays(366);

  public static final int MAX_NOTIFICATIONS = 10;
  public static final int MAX_TAGS = 20;

  public static final Kind<String> TAG = Kinds.line(100);
  public static final Kind<Integer> PRIORITY_KIND =
      Kinds.integer(Placement.LEAST_URGENT, Placement.MOST_URGENT)
          .saying(
              "How urgent the task is; 9 is the most. The default is 4. Of a tenant's tasks that"
                  + " wait in a queue, the most urgent is started first.")
          .described(more -> more.defaultValue(Placement.USUAL_PRIORITY));
  public static final Kind<String> CONCURRENCY_KEY_KIND =
      Kinds.text(
              ConcurrencyKey.CLIENT_RULE,
              ConcurrencyKey.CLIENT_PATTERN,
              ConcurrencyKey::isForClients)
          .saying(
              "The concurrency key, such as the name of a server. Tasks of a tenant with the same key"
                  + " share its limit. It must not end in * or begin with "
                  + ConcurrencyKey.RESERVED
                  + ".")
          .described(
              more -> more.maxLength(ConcurrencyKey.MAX_LENGTH).examples(List.of("smtp:relay-1")));
  public static final Kind<Integer> WEIGHT_KIND =
      Kinds.integer(Placement.USUAL_WEIGHT, Placement.MAX_WEIGHT)
          .saying("How many units of its limits the task takes. The default is 1.")
          .described(more -> more.defaultValue(Placement.USUAL_WEIGHT));

  /// Why the task of a schedule, and what follows it, can't expire at a moment.
  public static final String NO_MOMENT =
      "is not allowed: one moment can't fit many tasks. timeout limits each run";

  static final Member<String> TYPE =
      required(
          "type",
          Kinds.text()
              .saying("One of the configured task types.")
              .described(more -> more.examples(List.of("image"))));
  static final Member<JsonNode> INPUT =
      required(
          "input",
          Kinds.object()
              .saying("The input, as the type's JSON Schema describes it, at most 256 KiB."));
  public static final Member<Instant> RUN_AT =
      optional(
          "runAt",
          Kinds.time()
              .saying(
                  "When to run the task: at most %s days from now. Not allowed together with delay."
                      .formatted(LONGEST_DELAY.toDays())));
  public static final Member<Duration> DELAY =
      optional(
          "delay",
          Kinds.duration(LONGEST_DELAY)
              .saying(
                  "How long to wait before the task runs: at most %s days. Not allowed together with runAt."
                      .formatted(LONGEST_DELAY.toDays())));
  public static final Member<Instant> EXPIRES_AT =
      optional(
          "expiresAt",
          Kinds.time()
              .saying(
                  "No attempt starts at or after this time, which must be in the future and after"
                      + " the time at which the task is to run."));
  public static final Member<Given> DEBOUNCE =
      optional(
          "debounce",
          DebounceBody.KIND
              .as("Debounce")
              .saying(
                  "Of the tenant's submissions with the same debounce key only the last one runs."
                      + " Not allowed together with runAt, delay and group."));
  static final Member<Duration> TIMEOUT =
      optional(
          "timeout",
          Kinds.duration()
              .then(
                  (length, pointer, faults) ->
                      length.isPositive()
                          ? Optional.of(length)
                          : faults.refuse(pointer, "must be longer than PT0S"))
              .saying(
                  "How long one run may take: more than PT0S, and at most"
                      + " offload.submit.longest-timeout, which is P1D by default."));
  static final Member<Integer> PRIORITY = optional("priority", PRIORITY_KIND.as("Priority"));
  static final Member<String> CONCURRENCY_KEY =
      optional("concurrencyKey", CONCURRENCY_KEY_KIND.as("ConcurrencyKey"));
  static final Member<Integer> WEIGHT = optional("weight", WEIGHT_KIND.as("Weight"));
  static final Member<Given> RETRY =
      optional(
          "retry",
          RetryBody.KIND
              .as("RetryPolicy")
              .saying(
                  "How often and when a failed attempt is retried. Members that are left out are as"
                      + " configured for the type."));
  static final Member<List<Notify>> NOTIFY =
      optional(
          "notify",
          Kinds.list(NotifyBody.KIND.as("Notify"), MAX_NOTIFICATIONS)
              .saying("Who is told when the task ends."));
  static final Member<List<String>> TAGS =
      optional(
          "tags",
          Kinds.distinct(TAG.as("Tag"), 0, MAX_TAGS)
              .saying("Texts by which the task can be found."));

  public static final Member<GroupId> GROUP =
      optional(
          "group",
          Kinds.text("the id of an open group", GroupId::tryParse)
              .as("GroupId")
              .saying("The group that the task is a member of. It must be open."));

  /// How a batch calls the group that it opens.
  public static final String NEW_GROUP = "new";

  /// The id of a group, or the name of the one that the batch opens.
  public static final String GROUP_PATTERN = "^(" + NEW_GROUP + "|" + GroupId.PATTERN + ")$";

  /// The group of what follows a line of a batch. When the line is read, the new group has an id.
  static final Member<GroupId> GROUP_IN_BATCH =
      optional(
          "group",
          Kinds.text("that of the line, or new if the batch opens it", GroupId::tryParse)
              .described(more -> more.pattern(GROUP_PATTERN))
              .saying(
                  "The group that the task joins, which must be that of the line. With ?group=new it"
                      + " is new."));
  static final Member<String> USER =
      optional(
          "user",
          Users.ID.as(Users.NAME).saying("The user of your application whom the task belongs to."));
  private static final String THEN_SAYS =
      "Which tasks are submitted when this one has ended. Nested at most %d deep."
          .formatted(Successor.DEEPEST);
  public static final Member<List<Given>> THEN = SuccessorBody.member(THEN_SAYS);
  public static final Member<List<Given>> THEN_ON_SCHEDULE =
      SuccessorBody.memberOnSchedule(THEN_SAYS);
  public static final Member<List<Given>> THEN_IN_BATCH = SuccessorBody.memberInBatch(THEN_SAYS);

  public static final Shape SHAPE =
      Shape.of(
              TYPE,
              INPUT,
              RUN_AT,
              DELAY,
              EXPIRES_AT,
              DEBOUNCE,
              TIMEOUT,
              PRIORITY,
              CONCURRENCY_KEY,
              WEIGHT,
              RETRY,
              NOTIFY,
              TAGS,
              GROUP,
              USER,
              THEN)
          .apart(RUN_AT, DELAY)
          .apart(RUN_AT, DEBOUNCE)
          .apart(DELAY, DEBOUNCE)
          .apart(GROUP, DEBOUNCE, ", which would fail if a later task replaced this one");

  private TaskBody() {}
}
