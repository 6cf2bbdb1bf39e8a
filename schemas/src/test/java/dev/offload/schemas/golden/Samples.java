package dev.offload.schemas.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.offload.schemas.PartitionKey;
import dev.offload.schemas.command.CancelGroup;
import dev.offload.schemas.command.CancelTask;
import dev.offload.schemas.command.CountGroup;
import dev.offload.schemas.command.DropTask;
import dev.offload.schemas.command.ForgetGroup;
import dev.offload.schemas.command.Lineage;
import dev.offload.schemas.command.OpenGroup;
import dev.offload.schemas.command.RetryTask;
import dev.offload.schemas.command.SealGroup;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.command.Timing;
import dev.offload.schemas.config.ApiKey;
import dev.offload.schemas.config.DigestTimes;
import dev.offload.schemas.config.Encrypted;
import dev.offload.schemas.config.Endpoint;
import dev.offload.schemas.config.EndpointConsent;
import dev.offload.schemas.config.EndpointFailing;
import dev.offload.schemas.config.EndpointGone;
import dev.offload.schemas.config.EndpointSecrets;
import dev.offload.schemas.config.EndpointTerms;
import dev.offload.schemas.config.EndpointTls;
import dev.offload.schemas.config.FaceDescriptor;
import dev.offload.schemas.config.FaceReading;
import dev.offload.schemas.config.GalleryFace;
import dev.offload.schemas.config.Limit;
import dev.offload.schemas.config.LimitRule;
import dev.offload.schemas.config.LimitScope;
import dev.offload.schemas.config.MissedRuns;
import dev.offload.schemas.config.PauseQueue;
import dev.offload.schemas.config.PauseTenant;
import dev.offload.schemas.config.Rate;
import dev.offload.schemas.config.Schedule;
import dev.offload.schemas.config.ScheduleStatus;
import dev.offload.schemas.config.Scope;
import dev.offload.schemas.config.SigningKey;
import dev.offload.schemas.config.StopTask;
import dev.offload.schemas.config.UserPreferences;
import dev.offload.schemas.notify.EndpointId;
import dev.offload.schemas.notify.EventPattern;
import dev.offload.schemas.notify.SignatureScheme;
import dev.offload.schemas.notify.WebhookEvent;
import dev.offload.schemas.notify.WebhookFormat;
import dev.offload.schemas.task.Attempt;
import dev.offload.schemas.task.Completion;
import dev.offload.schemas.task.Debounce;
import dev.offload.schemas.task.EarlierEnd;
import dev.offload.schemas.task.Fate;
import dev.offload.schemas.task.Former;
import dev.offload.schemas.task.GroupCounts;
import dev.offload.schemas.task.GroupError;
import dev.offload.schemas.task.GroupFacts;
import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.task.GroupState;
import dev.offload.schemas.task.GroupStatus;
import dev.offload.schemas.task.GroupTerms;
import dev.offload.schemas.task.GroupTimes;
import dev.offload.schemas.task.Notify;
import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.OutputFile;
import dev.offload.schemas.task.Placement;
import dev.offload.schemas.task.Progress;
import dev.offload.schemas.task.PublicGroup;
import dev.offload.schemas.task.PublicTask;
import dev.offload.schemas.task.Relatives;
import dev.offload.schemas.task.RetryPolicy;
import dev.offload.schemas.task.RunSpec;
import dev.offload.schemas.task.Successor;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskError;
import dev.offload.schemas.task.TaskFacts;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskProgress;
import dev.offload.schemas.task.TaskRuns;
import dev.offload.schemas.task.TaskSpec;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.task.TaskTimes;
import dev.offload.schemas.task.Terms;
import dev.offload.schemas.task.Trigger;
import dev.offload.schemas.task.WaitingFor;
import dev.offload.schemas.topic.Topic;
import dev.offload.schemas.topic.Topics;
import dev.offload.schemas.url.OutsideUrl;
import dev.offload.schemas.work.AttemptCancelled;
import dev.offload.schemas.work.AttemptClaimed;
import dev.offload.schemas.work.AttemptDelegated;
import dev.offload.schemas.work.AttemptExpired;
import dev.offload.schemas.work.AttemptFailed;
import dev.offload.schemas.work.AttemptSnoozed;
import dev.offload.schemas.work.AttemptStarted;
import dev.offload.schemas.work.AttemptSucceeded;
import dev.offload.schemas.work.Checkpointed;
import dev.offload.schemas.work.ChildDetail;
import dev.offload.schemas.work.ChildEnded;
import dev.offload.schemas.work.Children;
import dev.offload.schemas.work.DebounceAsked;
import dev.offload.schemas.work.DebounceSettled;
import dev.offload.schemas.work.DigestNews;
import dev.offload.schemas.work.EarlierRuns;
import dev.offload.schemas.work.FormerAsked;
import dev.offload.schemas.work.FormerEnded;
import dev.offload.schemas.work.GroupCount;
import dev.offload.schemas.work.Heartbeat;
import dev.offload.schemas.work.LimitGrant;
import dev.offload.schemas.work.LimitStatus;
import dev.offload.schemas.work.LimitUse;
import dev.offload.schemas.work.RunStart;
import dev.offload.schemas.work.WorkItem;
import dev.offload.schemas.work.WorkerStatus;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// One value of every record type on every topic, with all of its members set.
final class Samples {
  /// A value with its topic and its key.
  record Sample<V>(Topic<V> topic, String key, V value) {
    String type() {
      return value instanceof Completion completion && completion.data() instanceof PublicGroup
          ? WireTypes.GROUP_COMPLETION
          : value.getClass().getSimpleName();
    }

    @Override
    public String toString() {
      return type();
    }
  }

  private static final TaskId ID = TaskId.parse("tsk_0199f5ac-1111-7000-8000-000000000001");
  private static final TaskId PARENT = TaskId.parse("tsk_0199f5ac-1111-7000-8000-000000000002");
  private static final Instant AT = Instant.parse("2026-11-22T12:00:00.250Z");
  private static final String TENANT = "acme";
  private static final String RUN = "5e0c6b0a-8a53-4a0e-9d2c-3f4b1c2d3e4f";
  private static final RunStart BEGAN =
      new RunStart(Instant.parse("2026-11-22T12:00:00.125Z"), "worker-1");
  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  private static final JsonNode JSON = JsonNodeFactory.instance.objectNode().put("answer", 42);
  private static final FaceDescriptor DESCRIPTOR =
      FaceDescriptor.of(
          IntStream.range(0, FaceDescriptor.LENGTH).mapToObj(i -> (i - 64) / 100.0).toList());
  private static final Duration LEASE = Duration.ofSeconds(12);
  private static final TaskError ERROR = new TaskError("not-an-image", "no picture", true, 2);
  private static final OutputFile FILE =
      OutputFile.of(
          "fil_0199f5ac-1111-7000-8000-000000000003",
          "thumb.jpg",
          "image/jpeg",
          1234,
          "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08");
  private static final Children CHILDREN =
      new Children(
          5,
          4,
          1,
          Map.of("sent", 398L, "bounced", 2L),
          List.of(new ChildDetail(0, List.of(FILE), null), new ChildDetail(3, List.of(), ERROR)),
          1);
  private static final GroupId GROUP = GroupId.parse("grp_0199f5ac-1111-7000-8000-000000000004");
  private static final List<Successor> THEN =
      List.of(
          new Successor(
              Trigger.SUCCESS,
              TaskSpec.of(
                  "report",
                  "report",
                  JsonNodeFactory.instance
                      .objectNode()
                      .set(
                          "file",
                          JsonNodeFactory.instance.objectNode().put("$from", "/files/0/id"))),
              Duration.ofSeconds(30),
              Instant.parse("2026-11-23T12:00:00Z")));
  private static final TaskSpec SPEC =
      new TaskSpec(
          new Placement("image", "image", 7, "smtp:relay", 3),
          new RunSpec(JSON, Duration.ofMinutes(5)),
          new Terms(
              RetryPolicy.DEFAULT,
              List.of(new Notify.Webhook(URI.create("https://example.com/hook"))),
              List.of("order-17"),
              GROUP,
              "u-42"),
          THEN);

  private static final Debounce DEBOUNCE =
      new Debounce("order-17", Duration.ofSeconds(2), Duration.ofMinutes(1));

  private static final DebounceAsked ASKED = new DebounceAsked(ID, TENANT, AT, DEBOUNCE);

  private static final DigestNews DIGEST_NEWS =
      new DigestNews(TENANT, "u-42", ID + "-7", AT, "acme.k1.abc", RetryPolicy.DEFAULT, JSON);

  private static final EndpointId ENDPOINT =
      EndpointId.parse("whe_0199f5ac-1111-7000-8000-000000000004");

  private static final LimitScope LIMITED = new LimitScope.OfKey(TENANT, "smtp:*");

  private static final LimitRule RULE = new LimitRule(5, new Rate(10, Duration.ofSeconds(1), 20));

  /// The scope of a limit that is in use.
  private static final LimitScope USED = new LimitScope.OfKey(TENANT, "smtp:relay");

  private static final LimitUse USE =
      new LimitUse(
          USED, 7, 1764000000000000L, 3, RULE, 42, List.of(new LimitUse.Next(2, 9, 3)), 4, 5, 6, 1);

  static final Completion COMPLETION =
      new Completion(
          ID + "-7",
          Completion.source("default"),
          AT,
          TENANT,
          PublicTask.of(task(), new Progress(10, 10, "done")));

  private static final GroupStatus GROUP_STATUS =
      new GroupStatus(
          new GroupFacts(
              GROUP,
              GroupState.FAILED,
              9,
              36,
              new GroupCounts(1, 2, 3, 4, 5, 6, 7, 8),
              List.of(new GroupError(ID, ERROR, AT)),
              Successor.refs(GROUP, TENANT, THEN),
              new GroupTerms(SPEC.terms().notifications(), List.of("order-17")),
              new GroupTimes(AT, AT.plusSeconds(1), AT.plusSeconds(2), AT.plusSeconds(3))),
          TENANT,
          List.of("fil_019e35a0-0000-7000-8000-000000000003"));

  static final Completion GROUP_COMPLETION =
      new Completion(
          GROUP + "-9", Completion.source("default"), AT, TENANT, PublicGroup.of(GROUP_STATUS));

  /// The body of the webhook that reports the completion.
  static final WebhookEvent WEBHOOK_EVENT = WebhookEvent.of(COMPLETION);

  /// The body of the webhook that reports the completion of a group.
  static final WebhookEvent GROUP_WEBHOOK_EVENT = WebhookEvent.of(GROUP_COMPLETION);

  static final List<Sample<?>> ALL =
      List.of(
          new Sample<>(
              Topics.COMMANDS,
              ID.toString(),
              new SubmitTask(
                  ID,
                  TENANT,
                  SPEC,
                  new Timing(AT, AT.plusSeconds(60), AT.plusSeconds(3600), DEBOUNCE),
                  new Lineage.Child(Origin.CLIENT, PARENT, 4),
                  ERROR,
                  "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
                  TRACE)),
          new Sample<>(
              Topics.COMMANDS,
              ID.toString(),
              new RetryTask(ID, TENANT, 7, JSON, AT.plusSeconds(60))),
          new Sample<>(Topics.COMMANDS, ID.toString(), new DropTask(ID, TENANT, 7)),
          new Sample<>(
              Topics.work("image"),
              ID.toString(),
              new WorkItem(
                  ID,
                  TENANT,
                  SPEC.placement(),
                  2,
                  SPEC.run(),
                  new EarlierRuns(JSON, 1, CHILDREN),
                  AT.plusSeconds(3600),
                  TRACE)),
          new Sample<>(
              Topics.ATTEMPTS,
              ID.toString(),
              new AttemptStarted(ID, TENANT, 2, RUN, AT, "worker-1", 5)),
          new Sample<>(
              Topics.ATTEMPTS, ID.toString(), new AttemptClaimed(ID, TENANT, 2, RUN, AT, LEASE)),
          new Sample<>(
              Topics.ATTEMPTS, ID.toString(), new Heartbeat(ID, TENANT, 2, RUN, AT, LEASE)),
          new Sample<>(
              Topics.ATTEMPTS, ID.toString(), new Checkpointed(ID, TENANT, 2, RUN, AT, JSON)),
          new Sample<>(
              Topics.ATTEMPTS,
              ID.toString(),
              new AttemptSucceeded(ID, TENANT, 2, RUN, AT, JSON, List.of(FILE), BEGAN)),
          new Sample<>(
              Topics.ATTEMPTS,
              ID.toString(),
              new AttemptFailed(ID, TENANT, 2, RUN, AT, ERROR, Duration.ofSeconds(30), BEGAN)),
          new Sample<>(
              Topics.ATTEMPTS,
              ID.toString(),
              new AttemptSnoozed(ID, TENANT, 2, RUN, AT, Duration.ofSeconds(5), 1)),
          new Sample<>(
              Topics.ATTEMPTS, ID.toString(), new AttemptDelegated(ID, TENANT, 2, RUN, AT, 5)),
          new Sample<>(
              Topics.COORDINATION,
              PARENT.toString(),
              new ChildEnded(
                  PARENT,
                  TENANT,
                  4,
                  TaskState.SUCCEEDED,
                  Map.of("sent", 99L, "bounced", 1L),
                  new ChildDetail(4, List.of(FILE), null))),
          new Sample<>(
              Topics.ATTEMPTS, ID.toString(), new AttemptCancelled(ID, TENANT, 2, RUN, AT)),
          new Sample<>(Topics.ATTEMPTS, ID.toString(), new AttemptExpired(ID, TENANT, 2, RUN, AT)),
          new Sample<>(Topics.COMMANDS, ID.toString(), new CancelTask(ID, TENANT, AT)),
          new Sample<>(Topics.CONTROL, StopTask.key(ID), new StopTask(ID, TENANT, 2, AT)),
          new Sample<>(Topics.TASKS, ID.toString(), task()),
          new Sample<>(
              Topics.PROGRESS,
              ID.toString(),
              new TaskProgress(ID, TENANT, 2, new Progress(3, 10, "page 3"), AT)),
          new Sample<>(Topics.COMPLETIONS, ID.toString(), COMPLETION),
          new Sample<>(Topics.CONTROL, PauseQueue.key("image"), new PauseQueue("image", AT)),
          new Sample<>(Topics.CONTROL, PauseTenant.key(TENANT), new PauseTenant(TENANT, AT)),
          new Sample<>(
              Topics.WORKERS,
              "worker-1",
              new WorkerStatus(
                  "worker-1", List.of(new WorkerStatus.QueueSlots("image", 2, 1)), AT)),
          new Sample<>(
              Topics.CONFIG,
              ApiKey.key(TENANT, "k1"),
              new ApiKey(
                  "k1",
                  TENANT,
                  "shop",
                  Set.of(Scope.SUBMIT),
                  "fcde2b2edba56bf408601fb721fe9b5c338d10ee429ea04fae5511b68fbf8fb9",
                  AT)),
          new Sample<>(Topics.CONFIG, Schedule.key(TENANT, "nightly"), schedule()),
          new Sample<>(
              Topics.CONFIG,
              Limit.key(LIMITED),
              new Limit(LIMITED, RULE, AT, AT.plusSeconds(60), "r1")),
          new Sample<>(Topics.CONFIG, Endpoint.key(TENANT, ENDPOINT), endpoint()),
          new Sample<>(
              Topics.CONFIG,
              EndpointGone.key(TENANT, ENDPOINT),
              new EndpointGone(
                  TENANT, ENDPOINT, "r1", AT, Endpoint.DisabledBy.FAILING, "no answer")),
          new Sample<>(
              Topics.CONFIG,
              EndpointFailing.key(TENANT, ENDPOINT),
              new EndpointFailing(TENANT, ENDPOINT, "r1", AT, "the receiver answered 500")),
          new Sample<>(
              Topics.CONFIG,
              EndpointConsent.key(TENANT, ENDPOINT),
              new EndpointConsent(TENANT, ENDPOINT, "r1", AT, 120, null)),
          new Sample<>(
              Topics.CONFIG,
              UserPreferences.key(TENANT, "u-42"),
              new UserPreferences(
                  TENANT,
                  "u-42",
                  "ada@example.com",
                  List.of("task.*"),
                  new DigestTimes.At(LocalTime.of(8, 0)),
                  "Europe/Berlin",
                  true,
                  AT,
                  AT,
                  AT,
                  "r1")),
          new Sample<>(
              Topics.CONFIG,
              GalleryFace.key(TENANT, "staff", "u-42"),
              new GalleryFace(TENANT, "staff", "u-42", "Ada", DESCRIPTOR, ID, AT, AT, "r1")),
          new Sample<>(
              Topics.CONFIG,
              FaceReading.key(TENANT, "staff", "u-42"),
              new FaceReading(TENANT, "staff", "u-42", FILE.id(), ID, AT, true)),
          new Sample<>(
              Topics.SCHEDULES,
              ScheduleStatus.key(TENANT, "nightly"),
              new ScheduleStatus(TENANT, "nightly", "r1", AT.plusSeconds(60), AT, ID)),
          new Sample<>(Topics.COORDINATION, USE.key(), USE),
          new Sample<>(Topics.COORDINATION, ASKED.key(), ASKED),
          new Sample<>(Topics.COORDINATION, DIGEST_NEWS.key(), DIGEST_NEWS),
          new Sample<>(
              Topics.COORDINATION, ID.toString(), new DebounceSettled(ID, TENANT, PARENT, AT)),
          new Sample<>(
              Topics.COORDINATION,
              PARENT.toString(),
              new FormerAsked(PARENT, TENANT, ID, 1, true, AT)),
          new Sample<>(
              Topics.COORDINATION,
              ID.toString(),
              new FormerEnded(ID, TENANT, 1, Fate.SUCCEEDED, former())),
          new Sample<>(
              Topics.COORDINATION,
              PartitionKey.of(7),
              new LimitGrant(USED, 7, 1764000000000000L, 5, 6)),
          new Sample<>(Topics.LIMITS, LimitStatus.key(USED), new LimitStatus(USED, RULE, 5, 4)),
          new Sample<>(
              Topics.COMMANDS,
              GROUP.toString(),
              new OpenGroup(GROUP, TENANT, GROUP_STATUS.facts().terms(), THEN, AT, TRACE)),
          new Sample<>(Topics.COMMANDS, GROUP.toString(), new SealGroup(GROUP, TENANT, AT)),
          new Sample<>(Topics.COMMANDS, GROUP.toString(), new CancelGroup(GROUP, TENANT, AT)),
          new Sample<>(Topics.COMMANDS, PartitionKey.of(7), new CountGroup(GROUP, TENANT, 7, AT)),
          new Sample<>(
              Topics.COORDINATION,
              GROUP.toString(),
              new GroupCount(
                  GROUP,
                  TENANT,
                  7,
                  3,
                  36,
                  GROUP_STATUS.facts().counts(),
                  GROUP_STATUS.facts().errors(),
                  true,
                  true,
                  -81_985_529_216_486_896L)),
          new Sample<>(Topics.COMMANDS, PartitionKey.of(7), new ForgetGroup(GROUP, TENANT, 7)),
          new Sample<>(Topics.GROUPS, GROUP_STATUS.key(), GROUP_STATUS),
          new Sample<>(Topics.COMPLETIONS, GROUP.toString(), GROUP_COMPLETION));

  private Samples() {}

  private static Schedule schedule() {
    return new Schedule(
        TENANT,
        "nightly",
        "0 3 * * *",
        "Europe/Berlin",
        MissedRuns.RUN_ONCE,
        false,
        SPEC,
        AT,
        AT.plusSeconds(60),
        "r1");
  }

  private static Endpoint endpoint() {
    return new Endpoint(
        TENANT,
        ENDPOINT,
        new EndpointTerms(
            OutsideUrl.of("https://example.com/hook"),
            List.of(EventPattern.ANY_OF_TASKS),
            List.of("order-17"),
            "the shop",
            Map.of("X-Shop", new Encrypted("k1", "AAEC")),
            new Rate(10, Duration.ofSeconds(1), 20),
            5,
            WebhookFormat.CLOUDEVENTS_BINARY,
            List.of(SignatureScheme.V1, SignatureScheme.V1A),
            new EndpointTls(
                new EndpointTls.Client("-----BEGIN", new Encrypted("k1", "CQoL")), "-----BEGIN"),
            AT.plusSeconds(1),
            true),
        new EndpointSecrets(
            new Encrypted("k1", "AwQF"),
            new SigningKey("whpk_AAEC", new Encrypted("k1", "DA0O")),
            List.of(
                new EndpointSecrets.Former(
                    new Encrypted("k0", "BgcI"),
                    new SigningKey("whpk_AwQF", new Encrypted("k0", "DxAR")),
                    AT.plusSeconds(60)))),
        new Endpoint.Disabled(Endpoint.DisabledBy.GONE, AT, "no answer"),
        AT,
        AT.plusSeconds(60),
        "r1");
  }

  /// A task that has succeeded after others.
  private static PublicTask former() {
    Task begun =
        new SubmitTask(
                PARENT,
                TENANT,
                TaskSpec.of("image", "image", JSON),
                Timing.atOnce(AT),
                Lineage.after(List.of(new Former("scan", ID))),
                null,
                null)
            .begunAt(AT);
    return PublicTask.of(begun, null);
  }

  private static Task task() {
    return new Task(
        new TaskFacts(
            ID,
            SPEC.placement(),
            TaskState.FAILED,
            7,
            Origin.CLIENT,
            new Relatives(PARENT, GROUP, Successor.refs(ID, TENANT, THEN), List.of()),
            new WaitingFor.Limit(
                "key/smtp:relay", Optional.of(new WaitingFor.Use(6, Optional.of(5)))),
            new TaskTimes(
                AT, AT.plusSeconds(60), AT.plusSeconds(61), AT.plusSeconds(62), AT.plusSeconds(61)),
            new TaskRuns(
                List.of(
                    new Attempt(
                        2,
                        "worker-1",
                        AT.plusSeconds(61),
                        AT.plusSeconds(62),
                        Attempt.Outcome.FAILED,
                        ERROR)),
                JSON,
                List.of(FILE),
                ERROR,
                List.of(new EarlierEnd(TaskState.EXPIRED, AT.plusSeconds(50), 3, 1))),
            SPEC.terms()),
        TENANT,
        "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
        List.of("fil_019e35a0-0000-7000-8000-000000000003"));
  }
}
