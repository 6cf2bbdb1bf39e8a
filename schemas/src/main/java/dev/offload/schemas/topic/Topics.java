package dev.offload.schemas.topic;

import dev.offload.schemas.PartitionKey;
import dev.offload.schemas.command.Command;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.config.ConfigEntry;
import dev.offload.schemas.config.ControlEntry;
import dev.offload.schemas.config.Queues;
import dev.offload.schemas.config.ScheduleStatus;
import dev.offload.schemas.task.Completion;
import dev.offload.schemas.task.GroupStatus;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskProgress;
import dev.offload.schemas.topic.Topic.Cleanup;
import dev.offload.schemas.topic.Topic.Partitions;
import dev.offload.schemas.work.AttemptEvent;
import dev.offload.schemas.work.Coordination;
import dev.offload.schemas.work.LimitStatus;
import dev.offload.schemas.work.WorkItem;
import dev.offload.schemas.work.WorkerStatus;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Utils;

/// All topics. Only this class spells their names. ARCHITECTURE.md has a table of who writes
/// and who reads them.
public final class Topics {
  public static final Topic<Command> COMMANDS =
      json("offload.commands", Command.class, Cleanup.TRIMMED, Partitions.KEYED);

  /// Tasks that came in batches. The lifecycle reads them when nothing else is there to be read.
  public static final Topic<SubmitTask> BATCHES =
      json("offload.batches", SubmitTask.class, Cleanup.TRIMMED, Partitions.KEYED);

  public static final Topic<AttemptEvent> ATTEMPTS =
      json("offload.attempts", AttemptEvent.class, Cleanup.TRIMMED, Partitions.KEYED);
  public static final Topic<Coordination> COORDINATION =
      json("offload.coordination", Coordination.class, Cleanup.TRIMMED, Partitions.KEYED);
  public static final Topic<Task> TASKS =
      json("offload.tasks", Task.class, Cleanup.COMPACTED, Partitions.KEYED);
  public static final Topic<TaskProgress> PROGRESS =
      json("offload.progress", TaskProgress.class, Cleanup.A_DAY, Partitions.KEYED);
  public static final Topic<Completion> COMPLETIONS =
      new Topic<>("offload.completions", new CompletionSerde(), Cleanup.TRIMMED, Partitions.KEYED);
  public static final Topic<ControlEntry> CONTROL =
      json("offload.control", ControlEntry.class, Cleanup.COMPACTED, Partitions.ONE);
  public static final Topic<WorkerStatus> WORKERS =
      json("offload.workers", WorkerStatus.class, Cleanup.COMPACTED, Partitions.ONE);
  public static final Topic<ConfigEntry> CONFIG =
      json("offload.config", ConfigEntry.class, Cleanup.COMPACTED, Partitions.ONE);

  public static final Topic<ScheduleStatus> SCHEDULES =
      json("offload.schedules", ScheduleStatus.class, Cleanup.COMPACTED, Partitions.ONE);

  public static final Topic<LimitStatus> LIMITS =
      json("offload.limits", LimitStatus.class, Cleanup.COMPACTED, Partitions.ONE);

  public static final Topic<GroupStatus> GROUPS =
      json("offload.groups", GroupStatus.class, Cleanup.COMPACTED, Partitions.KEYED);

  /// Records that could not be read or processed, unchanged, with the reason in their headers.
  public static final Topic<byte[]> PARKED =
      new Topic<>("offload.parked", Serdes.ByteArray(), Cleanup.A_FORTNIGHT, Partitions.KEYED);

  /// All topics that do not belong to a queue.
  public static final List<Topic<?>> COMMON =
      List.of(
          COMMANDS,
          BATCHES,
          ATTEMPTS,
          COORDINATION,
          TASKS,
          PROGRESS,
          COMPLETIONS,
          CONTROL,
          WORKERS,
          CONFIG,
          SCHEDULES,
          LIMITS,
          GROUPS,
          PARKED);

  /// The consumer group of the lifecycle. Records below its committed offset have been
  /// decided.
  public static final String LIFECYCLE_GROUP = "offload.lifecycle";

  /// The consumer group in which the notifier reads [#COMPLETIONS].
  public static final String NOTIFIER_GROUP = "offload.notifier";

  /// The consumer group in which the notifier reads [#TASKS] and [#PROGRESS] while somebody wants
  /// to be told of more than ends.
  public static final String RUNS_GROUP = "offload.notifier-runs";

  /// The pattern of the name of a queue.
  public static final String QUEUE_PATTERN = Queues.PATTERN;

  /// Matches every topic of [#direct].
  public static final Pattern DIRECT = Pattern.compile("offload\\.direct\\..*");

  private static final String DIRECT_PREFIX = "offload.direct.";
  private static final String WORK_PREFIX = "offload.work.";

  private Topics() {}

  /// Tasks that a worker of `queue` may run at once. The lifecycle reads them too.
  public static Topic<SubmitTask> direct(String queue) {
    return json(
        DIRECT_PREFIX + checked(queue), SubmitTask.class, Cleanup.TRIMMED, Partitions.KEYED);
  }

  /// Attempts that the lifecycle hands out to the workers of `queue`.
  public static Topic<WorkItem> work(String queue) {
    return json(WORK_PREFIX + checked(queue), WorkItem.class, Cleanup.TRIMMED, Partitions.KEYED);
  }

  /// The share group in which the workers of `queue` read its two topics.
  public static String shareGroup(String queue) {
    return "offload.workers." + checked(queue);
  }

  /// The changelog topic of the lifecycle's store `store`, whose name Kafka Streams has made.
  public static Topic<byte[]> changelog(String store) {
    return new Topic<>(
        LIFECYCLE_GROUP + "-" + store + "-changelog",
        Serdes.ByteArray(),
        Cleanup.COMPACTED,
        Partitions.KEYED);
  }

  /// Matches all direct topics except those in `odd`.
  public static Pattern directWithout(Collection<String> odd) {
    return odd.isEmpty()
        ? DIRECT
        : Pattern.compile(
            odd.stream()
                .sorted()
                .map(Pattern::quote)
                .collect(Collectors.joining("|", "(?!(?:", ")$)"))
                .concat(DIRECT.pattern()));
  }

  /// Whether tasks are submitted on `topic`.
  public static boolean isSubmitted(String topic) {
    return topic.equals(COMMANDS.name()) || topic.equals(BATCHES.name()) || isDirect(topic);
  }

  /// Whether the lifecycle reads `topic` as a direct topic.
  public static boolean isDirect(String topic) {
    return DIRECT.matcher(topic).matches();
  }

  /// The queue whose direct or work topic `topic` is. Empty for other topics.
  public static Optional<String> queueOf(String topic) {
    return Stream.of(DIRECT_PREFIX, WORK_PREFIX)
        .filter(topic::startsWith)
        .map(prefix -> topic.substring(prefix.length()))
        .filter(Topics::isQueueName)
        .findFirst();
  }

  /// Whether `queue` can be the name of a queue: lower-case letters, digits and inner dashes.
  public static boolean isQueueName(String queue) {
    return Queues.isValid(queue);
  }

  /// The partition of `key`: that of a [PartitionKey], otherwise murmur2, like Kafka's own
  /// default. It is computed here, so that no client's default can differ.
  public static int partition(String key, int partitionCount) {
    OptionalInt named = PartitionKey.partitionOf(key);
    if (named.isPresent()) {
      return named.getAsInt() % partitionCount;
    }
    return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % partitionCount;
  }

  private static String checked(String queue) {
    if (!isQueueName(queue)) {
      throw new IllegalArgumentException(
          "queue must be lower-case letters, digits and inner dashes, was " + queue);
    }
    return queue;
  }

  private static <V> Topic<V> json(
      String name, Class<V> type, Cleanup cleanup, Partitions partitions) {
    return new Topic<>(name, new JsonSerde<>(type), cleanup, partitions);
  }
}
