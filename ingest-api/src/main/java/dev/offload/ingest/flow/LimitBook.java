package dev.offload.ingest.flow;

import dev.offload.ingest.health.VitalReading;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.kafka.live.LimitTable;
import dev.offload.kafka.read.TopicTable;
import dev.offload.kafka.read.WholeReading;
import dev.offload.schemas.ProblemCode;
import dev.offload.schemas.config.ConfigEntry;
import dev.offload.schemas.config.Limit;
import dev.offload.schemas.config.LimitScope;
import dev.offload.schemas.config.LimitScope.OfKey;
import dev.offload.schemas.config.LimitScope.OfQueue;
import dev.offload.schemas.config.LimitScope.OfTenant;
import dev.offload.schemas.task.Placement;
import dev.offload.schemas.task.Successor;
import dev.offload.schemas.task.TaskSpec;
import dev.offload.schemas.task.WaitingFor;
import dev.offload.schemas.topic.Topics;
import dev.offload.schemas.work.LimitStatus;
import io.quarkus.runtime.Startup;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// All limits and how much of them is used, as this replica has read it from `offload.config` and
/// `offload.limits`.
@Startup
@ApplicationScoped
public class LimitBook implements VitalReading {

  private final LimitTable limits = new LimitTable();
  private final TopicTable<ConfigEntry> entries;
  private final TopicTable<LimitStatus> statuses;

  private final KeysInUse keysInUse = new KeysInUse(System::nanoTime);

  private final LimitsConfig config;

  LimitBook(@Identifier("default-kafka-broker") Map<String, Object> kafka, LimitsConfig config) {
    this.config = config;
    this.entries =
        TopicTable.read(
            kafka,
            Topics.CONFIG,
            key -> Optional.of(key).filter(Limit::isKey),
            (key, _, after) -> limits.take(key, after));
    this.statuses = TopicTable.read(kafka, Topics.LIMITS, Optional::of, this::counted);
  }

  private void counted(String key, LimitStatus before, LimitStatus after) {
    if (before == null && after != null && after.scope() instanceof OfKey scope) {
      keysInUse.shown(scope);
    } else if (before != null && after == null && before.scope() instanceof OfKey scope) {
      keysInUse.gone(scope);
    }
  }

  /// Refuses a task if its keys would be more in use than its tenant may have, those of its
  /// successors included. Each key takes memory of the lifecycle and of every replica.
  ///
  /// @throws ProblemException `quota-exceeded` if there is no room for it
  public void requireRoomFor(String tenant, TaskSpec task) {
    if (task.placement().concurrencyKey() != null || !task.then().isEmpty()) {
      Set<String> keys = new HashSet<>();
      collect(task, keys);
      requireRoomFor(tenant, keys);
    }
  }

  /// The same for what follows a group.
  public void requireRoomFor(String tenant, List<Successor> then) {
    Set<String> keys = new HashSet<>();
    then.forEach(next -> collect(next.task(), keys));
    requireRoomFor(tenant, keys);
  }

  private static void collect(TaskSpec task, Set<String> keys) {
    String key = task.placement().concurrencyKey();
    if (key != null) {
      keys.add(key);
    }
    task.then().forEach(next -> collect(next.task(), keys));
  }

  private void requireRoomFor(String tenant, Set<String> keys) {
    List<OfKey> more =
        keys.stream().map(key -> new OfKey(tenant, key)).filter(this::isNew).toList();
    if (!more.isEmpty() && !keysInUse.accept(tenant, more, config.keysInUse())) {
      throw ProblemException.of(
          ProblemCode.QUOTA_EXCEEDED,
          "A tenant may use at most %d concurrency keys with a limit at a time."
              .formatted(config.keysInUse()));
    }
  }

  /// Whether the key is limited and not in use yet.
  private boolean isNew(LimitScope scope) {
    return isLimited(scope) && statuses.get(LimitStatus.key(scope)).isEmpty();
  }

  /// Whether a limit applies to a task of `tenant`.
  public boolean applyTo(String tenant, Placement task) {
    return !limits.isEmpty()
        && (isLimited(new OfQueue(task.queue()))
            || isLimited(new OfTenant(tenant))
            || (task.concurrencyKey() != null
                && isLimited(new OfKey(tenant, task.concurrencyKey()))));
  }

  private boolean isLimited(LimitScope scope) {
    return limits.find(scope).isPresent();
  }

  /// How much of a limit is in use; empty if that is not known.
  public Optional<WaitingFor.Use> use(LimitScope scope) {
    return limits
        .find(scope)
        .flatMap(
            limit ->
                statuses
                    .get(LimitStatus.key(scope))
                    .map(
                        status ->
                            new WaitingFor.Use(
                                status.used(), Optional.ofNullable(limit.rule().concurrency()))));
  }

  /// Its entries, by the keys of their records.
  TopicTable<ConfigEntry> entries() {
    return entries;
  }

  /// The limit that was put for this very scope.
  Optional<Limit> get(LimitScope scope) {
    return entries.get(Limit.key(scope)).filter(Limit.class::isInstance).map(Limit.class::cast);
  }

  /// The limits of some scopes, by the text of their scope.
  List<Limit> all(Predicate<LimitScope> wanted) {
    return entries.values().stream()
        .filter(Limit.class::isInstance)
        .map(Limit.class::cast)
        .filter(limit -> wanted.test(limit.scope()))
        .sorted(Comparator.comparing(limit -> limit.scope().text()))
        .toList();
  }

  /// How much of each limit is used, by its scope. A pattern has the sum over the names to which
  /// it applies. What is not there is not used.
  Map<LimitScope, Usage> usage() {
    Map<LimitScope, Usage> usage = new HashMap<>();
    for (LimitStatus status : statuses.values()) {
      limits
          .find(status.scope())
          .ifPresent(limit -> usage.merge(limit.scope(), Usage.of(status), Usage::plus));
    }
    return usage;
  }

  @Override
  public String wellness() {
    return "limitsAreRead";
  }

  @Override
  public List<WholeReading> readings() {
    return List.of(entries, statuses);
  }

  @PreDestroy
  void close() {
    readings().forEach(WholeReading::close);
  }
}
