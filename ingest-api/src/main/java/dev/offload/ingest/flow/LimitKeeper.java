package dev.offload.ingest.flow;

import dev.offload.ingest.body.Faults;
import dev.offload.ingest.body.JsonBody;
import dev.offload.ingest.etag.Preconditions;
import dev.offload.ingest.list.ListQuery;
import dev.offload.ingest.list.Page;
import dev.offload.ingest.list.PageCursor;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.quota.Quota;
import dev.offload.ingest.quota.TenantTurns;
import dev.offload.ingest.storage.StorageGuard;
import dev.offload.kafka.write.BoundedWriter;
import dev.offload.schemas.ProblemCode;
import dev.offload.schemas.config.Limit;
import dev.offload.schemas.config.LimitRule;
import dev.offload.schemas.config.LimitScope;
import dev.offload.schemas.config.LimitScope.OfKey;
import dev.offload.schemas.topic.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/// Sets, shows and deletes limits. Every replica knows what another has answered, since each reads
/// on before it answers.
@ApplicationScoped
class LimitKeeper {

  /// How many earlier requests a request has to be able to wait for.
  private static final int TURNS = 5;

  private static final String WHAT = "limit";
  private static final String NOT_READ = "Kafka does not answer: limits can't be read now.";
  private static final String NOT_SEEN =
      "The change was made, but this replica does not see it yet.";

  private static final PageCursor<String> CURSOR =
      PageCursor.of(text -> text, text -> LimitScope.tryParse(text).map(LimitScope::text));

  private final LimitBook book;
  private final LimitsConfig config;
  private final BoundedWriter writer;
  private final StorageGuard storage;
  private final InstantSource clock;
  private final TenantTurns turns;

  LimitKeeper(
      LimitBook book,
      LimitsConfig config,
      BoundedWriter writer,
      StorageGuard storage,
      InstantSource clock) {
    this.book = book;
    this.config = config;
    this.writer = writer;
    this.storage = storage;
    this.clock = clock;
    this.turns = new TenantTurns(config.lookupLimit().multipliedBy(TURNS));
  }

  /// A limit that exists now, and whether it is new.
  record Kept(String tag, LimitView view, boolean isNew) {}

  /// `permission` throws if the caller may not write any more. It is asked after the wait.
  Kept put(LimitScope scope, JsonBody body, Preconditions conditions, Runnable permission)
      throws InterruptedException {
    LimitRule rule = rule(body);
    try (TenantTurns.Turn _ = turns.take(scope.prefix())) {
      return putInTurn(scope, rule, conditions, permission);
    }
  }

  private Kept putInTurn(
      LimitScope scope, LimitRule rule, Preconditions conditions, Runnable permission)
      throws InterruptedException {
    book.catchUp(NOT_READ);
    Optional<Limit> earlier = book.get(scope);
    conditions.require(earlier.map(LimitKeeper::tag), WHAT);
    long more = earlier.isEmpty() ? 1 : 0;
    Optional<Quota> number = number(scope);
    number.ifPresent(quota -> quota.checkRoom(more));
    storage.requireRoomForWork();
    permission.run();
    Instant now = clock.instant();
    Limit limit =
        new Limit(
            scope,
            rule,
            earlier.map(Limit::createdAt).orElse(now),
            now,
            UUID.randomUUID().toString());
    writer.write(Topics.CONFIG, limit.key(), limit);
    book.catchUp(NOT_SEEN);
    number.ifPresent(
        quota -> quota.checkWritten(more, () -> writer.write(Topics.CONFIG, limit.key(), null)));
    return kept(limit, earlier.isEmpty());
  }

  private static LimitRule rule(JsonBody body) {
    Faults faults = new Faults();
    return LimitBody.read(body.json(), faults)
        .orElseThrow(
            () ->
                ProblemException.of(
                    ProblemCode.INVALID_LIMIT, "The limit is invalid: see errors.", faults.list()));
  }

  /// What a tenant may set is bounded. What operators set is not.
  private Optional<Quota> number(LimitScope scope) {
    if (!(scope instanceof OfKey key)) {
      return Optional.empty();
    }
    Predicate<LimitScope> ofTenant =
        one ->
            one instanceof OfKey other
                && other.tenant().equals(key.tenant())
                && !other.isReserved();
    return Optional.of(
        new Quota(
            "limits of concurrency keys", config.perTenant(), () -> book.all(ofTenant).size()));
  }

  Kept find(LimitScope scope, Preconditions conditions) throws InterruptedException {
    book.catchUp(NOT_READ);
    Limit limit = existing(scope);
    conditions.requireMatch(Optional.of(tag(limit)), WHAT);
    return kept(limit, false);
  }

  /// The limits of the scopes that are `wanted`, by scope.
  LimitPage list(Predicate<LimitScope> wanted, ListQuery query) throws InterruptedException {
    book.catchUp(NOT_READ);
    Page<Limit> page = query.page(book.all(wanted).stream(), one -> one.scope().text(), CURSOR);
    Map<LimitScope, Usage> usage = book.usage();
    return new LimitPage(
        page.map(one -> LimitView.of(one, usage.getOrDefault(one.scope(), Usage.NONE))),
        page.nextCursor());
  }

  /// `permission` as in [#put].
  void delete(LimitScope scope, Preconditions conditions, Runnable permission)
      throws InterruptedException {
    try (TenantTurns.Turn _ = turns.take(scope.prefix())) {
      book.catchUp(NOT_READ);
      Limit limit = existing(scope);
      conditions.require(Optional.of(tag(limit)), WHAT);
      permission.run();
      writer.write(Topics.CONFIG, limit.key(), null);
      book.catchUp(NOT_SEEN);
    }
  }

  private Limit existing(LimitScope scope) {
    return book.get(scope).orElseThrow(() -> ProblemException.notFound(WHAT));
  }

  private Kept kept(Limit limit, boolean isNew) {
    Usage usage = book.usage().getOrDefault(limit.scope(), Usage.NONE);
    return new Kept(tag(limit), LimitView.of(limit, usage), isNew);
  }

  /// The entity tag of a limit is its revision.
  private static String tag(Limit limit) {
    return Preconditions.tag(limit.revision());
  }
}
