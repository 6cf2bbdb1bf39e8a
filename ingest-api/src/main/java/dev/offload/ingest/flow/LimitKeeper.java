package dev.offload.ingest.flow;

import dev.offload.ingest.body.Faults;
import dev.offload.ingest.body.JsonBody;
import dev.offload.ingest.change.ConfigChanges;
import dev.offload.ingest.change.ConfigTurn;
import dev.offload.ingest.change.QuotaUse;
import dev.offload.ingest.etag.Preconditions;
import dev.offload.ingest.list.ListQuery;
import dev.offload.ingest.list.Page;
import dev.offload.ingest.list.PageCursor;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.quota.Quota;
import dev.offload.ingest.storage.StorageGuard;
import dev.offload.kafka.write.BoundedWriter;
import dev.offload.schemas.ProblemCode;
import dev.offload.schemas.config.Limit;
import dev.offload.schemas.config.LimitRule;
import dev.offload.schemas.config.LimitScope;
import dev.offload.schemas.config.LimitScope.OfKey;
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

  private static final String WHAT = "limit";
  private static final String NOT_READ = "Kafka does not answer: limits can't be read now.";

  private static final PageCursor<String> CURSOR =
      PageCursor.of(text -> text, text -> LimitScope.tryParse(text).map(LimitScope::text));

  private final LimitBook book;
  private final LimitsConfig config;
  private final StorageGuard storage;
  private final InstantSource clock;
  private final ConfigChanges<Limit> changes;

  LimitKeeper(
      LimitBook book,
      LimitsConfig config,
      BoundedWriter writer,
      StorageGuard storage,
      InstantSource clock) {
    this.book = book;
    this.config = config;
    this.storage = storage;
    this.clock = clock;
    this.changes =
        new ConfigChanges<>(
            Limit.class,
            WHAT,
            NOT_READ,
            book.entries(),
            config.lookupLimit(),
            ConfigChanges.Records.single(writer));
  }

  /// A limit that exists now, and whether it is new.
  record TaggedLimit(String tag, LimitView view, boolean isNew) {}

  /// `permission` throws if the caller may not write any more. It is asked after the wait.
  TaggedLimit put(LimitScope scope, JsonBody body, Preconditions conditions, Runnable permission)
      throws InterruptedException {
    LimitRule rule = rule(body);
    return changes.inTurn(
        scope.prefix(),
        Limit.key(scope),
        turn -> putInTurn(turn, scope, rule, conditions, permission));
  }

  private TaggedLimit putInTurn(
      ConfigTurn<Limit> turn,
      LimitScope scope,
      LimitRule rule,
      Preconditions conditions,
      Runnable permission)
      throws InterruptedException {
    Optional<Limit> earlier = turn.present();
    conditions.require(earlier.map(LimitKeeper::tag), WHAT);
    Instant now = clock.instant();
    Limit limit =
        new Limit(
            scope,
            rule,
            earlier.map(Limit::createdAt).orElse(now),
            now,
            UUID.randomUUID().toString());
    turn.put(
        limit,
        ConfigTurn.Basis.of(conditions),
        () -> {
          storage.requireRoomForWork();
          permission.run();
        },
        number(scope).map(quota -> new QuotaUse(quota, earlier.isEmpty() ? 1 : 0)).stream()
            .toArray(QuotaUse[]::new));
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
        Quota.ofTenant(
            "limits of concurrency keys", config.perTenant(), () -> book.all(ofTenant).size()));
  }

  TaggedLimit find(LimitScope scope, Preconditions conditions) throws InterruptedException {
    changes.catchUp();
    Limit limit = book.get(scope).orElseThrow(() -> ProblemException.notFound(WHAT));
    conditions.requireMatch(Optional.of(tag(limit)), WHAT);
    return kept(limit, false);
  }

  /// The limits of the scopes that are `wanted`, by scope.
  LimitPage list(Predicate<LimitScope> wanted, ListQuery query) throws InterruptedException {
    changes.catchUp();
    Page<Limit> page = query.page(book.all(wanted).stream(), one -> one.scope().text(), CURSOR);
    Map<LimitScope, Usage> usage = book.usage();
    return new LimitPage(
        page.map(one -> LimitView.of(one, usage.getOrDefault(one.scope(), Usage.NONE))),
        page.nextCursor());
  }

  /// `permission` as in [#put].
  void delete(LimitScope scope, Preconditions conditions, Runnable permission)
      throws InterruptedException {
    changes.doInTurn(
        scope.prefix(),
        Limit.key(scope),
        turn -> {
          conditions.require(Optional.of(tag(turn.existing())), WHAT);
          turn.erase(ConfigTurn.Basis.of(conditions), permission);
        });
  }

  private TaggedLimit kept(Limit limit, boolean isNew) {
    Usage usage = book.usage().getOrDefault(limit.scope(), Usage.NONE);
    return new TaggedLimit(tag(limit), LimitView.of(limit, usage), isNew);
  }

  /// The entity tag of a limit is its revision.
  private static String tag(Limit limit) {
    return Preconditions.tag(limit.revision());
  }
}
