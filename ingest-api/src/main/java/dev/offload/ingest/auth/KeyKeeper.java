package dev.offload.ingest.auth;

import dev.offload.ingest.list.ListQuery;
import dev.offload.ingest.list.Page;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.quota.Quota;
import dev.offload.ingest.quota.TenantTurns;
import dev.offload.kafka.write.BoundedWriter;
import dev.offload.schemas.ProblemCode;
import dev.offload.schemas.config.ApiKey;
import dev.offload.schemas.config.Scope;
import dev.offload.schemas.topic.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;

/// Creates, lists and deletes keys: with `manage` those of the caller's tenant, with `admin` all.
/// To the caller, other keys do not exist.
@ApplicationScoped
class KeyKeeper {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  /// How many earlier requests a request has to be able to wait for.
  private static final int TURNS = 5;

  private final KeyRing ring;
  private final BoundedWriter writer;
  private final Caller caller;
  private final KeysConfig config;
  private final InstantSource clock;
  private final TenantTurns turns;

  KeyKeeper(
      KeyRing ring, BoundedWriter writer, Caller caller, KeysConfig config, InstantSource clock) {
    this.ring = ring;
    this.writer = writer;
    this.caller = caller;
    this.config = config;
    this.turns = new TenantTurns(config.lookupLimit().multipliedBy(TURNS));
    this.clock = clock;
  }

  /// Creates a key, which works on every replica when this returns. It is written, and a replica
  /// that does not know it yet reads on before it refuses the key.
  KeyDescription make(NewKey wanted) throws InterruptedException {
    String tenant = wanted.tenant().orElse(caller.tenant());
    if (!mayManage(tenant)) {
      throw ProblemException.of(
          ProblemCode.FORBIDDEN, "Keys of another tenant need the scope admin.");
    }
    if (!caller.scopes().containsAll(wanted.scopes())) {
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
    Quota quota = new Quota("keys", config.limit(), () -> count(tenant));
    try (TenantTurns.Turn _ = turns.take(tenant)) {
      seeOthersWrites();
      quota.checkRoom(1);
      caller.call().check(); // its key may have been deleted while it waited
      writer.write(Topics.CONFIG, key.key(), key);
      seeOwnWrite();
      quota.checkWritten(1, () -> writer.write(Topics.CONFIG, key.key(), null));
    }
    return KeyDescription.withSecret(key, token);
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
    if (!caller.scopes().containsAll(key.scopes())) {
      throw ProblemException.of(
          ProblemCode.FORBIDDEN, "A key can delete only keys whose scopes it has itself.");
    }
    caller.call().endItself();
    writer.write(Topics.CONFIG, key.key(), null);
    seeOwnWrite();
  }

  private int count(String tenant) {
    return (int) ring.stored().stream().filter(key -> key.tenant().equals(tenant)).count();
  }

  private ApiKey visible(String id) {
    return ring.stored(id)
        .filter(key -> mayManage(key.tenant()))
        .orElseThrow(() -> ProblemException.notFound("key"));
  }

  private boolean mayManage(String tenant) {
    return caller.has(Scope.ADMIN) || tenant.equals(caller.tenant());
  }

  private void seeOthersWrites() throws InterruptedException {
    if (!ring.catchUp()) {
      throw ProblemException.unavailable("Kafka does not answer: no key was created.", RETRY_AFTER);
    }
  }

  private void seeOwnWrite() throws InterruptedException {
    if (!ring.catchUp()) {
      throw ProblemException.unavailable(
          "The change was made, but this replica does not see it yet.", RETRY_AFTER);
    }
  }
}
