package dev.offload.ingest.auth;

import dev.offload.ingest.change.ConfigChanges;
import dev.offload.ingest.change.ConfigTurn.Basis;
import dev.offload.ingest.change.QuotaUse;
import dev.offload.ingest.list.ListQuery;
import dev.offload.ingest.list.Page;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.quota.Quota;
import dev.offload.kafka.write.BoundedWriter;
import dev.offload.schemas.ProblemCode;
import dev.offload.schemas.config.ApiKey;
import dev.offload.schemas.config.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Set;

/// Creates, lists and deletes keys: with `manage` those of the caller's tenant, with `admin` all.
/// To the caller, other keys do not exist.
@ApplicationScoped
class KeyKeeper {

  private static final String NOT_READ = "Kafka does not answer: no key was created.";

  private final KeyRing ring;
  private final Caller caller;
  private final KeysConfig config;
  private final InstantSource clock;
  private final ConfigChanges<ApiKey> changes;

  KeyKeeper(
      KeyRing ring, BoundedWriter writer, Caller caller, KeysConfig config, InstantSource clock) {
    this.ring = ring;
    this.caller = caller;
    this.config = config;
    this.clock = clock;
    this.changes =
        new ConfigChanges<>(
            ApiKey.class,
            "key",
            NOT_READ,
            ring.entries(),
            config.lookupLimit(),
            ConfigChanges.Records.single(writer));
  }

  /// Creates a key, which works on every replica when this returns. It is written, and a replica
  /// that does not know it yet reads on before it refuses the key.
  KeyDescription make(NewKey wanted) throws InterruptedException {
    String tenant = wanted.tenant().orElse(caller.tenant());
    if (!mayManage(tenant)) {
      throw ProblemException.of(
          ProblemCode.FORBIDDEN, "Keys of another tenant need the scope admin.");
    }
    if (!covers(wanted.scopes())) {
      throw ProblemException.of(
          ProblemCode.FORBIDDEN, "A key can grant only the scopes that it has itself.");
    }
    ApiKeyToken token = ApiKeyToken.fresh();
    ApiKey key =
        new ApiKey(
            token.id(),
            tenant,
            wanted.name(),
            wanted.scopes(),
            token.secretSha256(),
            clock.instant());
    Quota quota = Quota.ofTenant("keys", config.limit(), () -> count(tenant));
    return changes.inTurn(
        tenant,
        key.id(),
        turn -> {
          // The caller's own key may have been deleted while it waited.
          if (!turn.isSeen(key, Basis.ANY, caller.call()::check, new QuotaUse(quota, 1))) {
            // The key is erased, because nobody would ever be told its secret.
            changes.records().erase(key);
            throw changes.unavailable(NOT_READ);
          }
          return KeyDescription.withSecret(key, token);
        });
  }

  KeyDescription find(String id) {
    return KeyDescription.of(visible(id));
  }

  /// Oldest first.
  KeyPage list(ListQuery query) {
    Page<ApiKey> page =
        query.page(
            ring.stored().stream().filter(key -> mayManage(key.tenant())),
            KeyPosition::of,
            KeyPosition.CURSOR);
    return new KeyPage(page.map(KeyDescription::of), page.nextCursor());
  }

  /// The call is answered even if it deletes its own key.
  void delete(String id) throws InterruptedException {
    ApiKey key = visible(id);
    if (!covers(key.scopes())) {
      throw ProblemException.of(
          ProblemCode.FORBIDDEN, "A key can delete only keys whose scopes it has itself.");
    }
    caller.call().endItself();
    changes.erase(key);
  }

  private int count(String tenant) {
    return (int) ring.stored().stream().filter(key -> key.tenant().equals(tenant)).count();
  }

  private ApiKey visible(String id) {
    return ring.stored(id)
        .filter(key -> mayManage(key.tenant()))
        .orElseThrow(() -> ProblemException.notFound("key"));
  }

  private boolean covers(Set<Scope> scopes) {
    return scopes.stream().allMatch(caller::has);
  }

  private boolean mayManage(String tenant) {
    return caller.has(Scope.ADMIN) || tenant.equals(caller.tenant());
  }
}
