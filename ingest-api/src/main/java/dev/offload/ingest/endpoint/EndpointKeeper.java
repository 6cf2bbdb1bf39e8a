package dev.offload.ingest.endpoint;

import dev.offload.ingest.body.Faults;
import dev.offload.ingest.body.JsonBody;
import dev.offload.ingest.change.ConfigChanges;
import dev.offload.ingest.change.ConfigTurn.Basis;
import dev.offload.ingest.change.QuotaUse;
import dev.offload.ingest.etag.Preconditions;
import dev.offload.ingest.list.ListQuery;
import dev.offload.ingest.list.Page;
import dev.offload.ingest.list.PageCursor;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.quota.Quota;
import dev.offload.ingest.storage.StorageGuard;
import dev.offload.kafka.write.BoundedWriter;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.config.Endpoint;
import dev.offload.schemas.config.EndpointSecrets;
import dev.offload.schemas.notify.EndpointId;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.topic.Topics;
import dev.offload.secrets.EncryptionConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/// Creates, shows, changes and deletes endpoints. A replica reads the newest records before it
/// answers, so it knows every answer that another one has given.
@ApplicationScoped
class EndpointKeeper {

  private static final String WHAT = "endpoint";
  private static final String NOT_READ = "Kafka does not answer: endpoints can't be read now.";
  private static final String NOT_MADE = "Kafka does not answer: no endpoint was made.";

  /// An id needs no encoding.
  private static final PageCursor<EndpointId> CURSOR =
      new PageCursor<>(EndpointId::toString, EndpointId::tryParse);

  private final EndpointBook book;
  private final EndpointsConfig config;
  private final EndpointEncrypter encrypter;
  private final BoundedWriter writer;
  private final StorageGuard storage;
  private final InstantSource clock;
  private final EndpointRecords records;
  private final SendingPace tests;
  private final ConfigChanges<Endpoint> changes;

  @Inject
  EndpointKeeper(
      EndpointBook book,
      EndpointsConfig config,
      EncryptionConfig encryption,
      BoundedWriter writer,
      StorageGuard storage,
      InstantSource clock) {
    this.book = book;
    this.config = config;
    this.encrypter = new EndpointEncrypter(encryption.encrypter());
    this.writer = writer;
    this.storage = storage;
    this.clock = clock;
    this.records = new EndpointRecords(writer);
    this.tests = new SendingPace(config.testsPerHour(), "test events");
    this.changes =
        new ConfigChanges<>(
            Endpoint.class, WHAT, NOT_READ, book.entries(), config.lookupLimit(), records);
  }

  /// An endpoint that exists now.
  record TaggedEndpoint(String tag, EndpointView view) {}

  /// `permission` throws if the caller may not write any more. It is asked after the wait.
  TaggedEndpoint create(String tenant, JsonBody body, Runnable permission)
      throws InterruptedException {
    Faults faults = new Faults();
    Instant now = clock.instant();
    EndpointBody wanted =
        EndpointBody.read(body.json(), now, faults).orElseThrow(() -> EndpointBody.invalid(faults));
    EndpointId id = EndpointId.fresh(now);
    Quota quota = Quota.ofTenant("endpoints", config.perTenant(), () -> book.of(tenant).size());
    return changes.inTurn(
        tenant,
        Endpoint.key(tenant, id),
        turn -> {
          EndpointEncrypter.Secret secret = encrypter.freshSecret(tenant, id);
          Endpoint endpoint =
              new Endpoint(
                  tenant,
                  id,
                  encrypter.terms(
                      tenant, id, wanted, KeptSecrets.NONE, wanted.isOrdered() ? now : null),
                  EndpointSecrets.of(secret.encrypted())
                      .withKey(encrypter.freshKey(tenant, id, wanted.signatures())),
                  null,
                  now,
                  now,
                  revision());
          if (!turn.isSeen(endpoint, Basis.ANY, allowed(permission), new QuotaUse(quota, 1))) {
            // The endpoint is erased, because nobody would ever be told its secret.
            records.erase(endpoint);
            throw changes.unavailable(NOT_MADE);
          }
          return keptWith(secret, endpoint);
        });
  }

  TaggedEndpoint find(String tenant, String id, Preconditions conditions)
      throws InterruptedException {
    changes.catchUp();
    Endpoint endpoint = existing(tenant, id);
    conditions.requireMatch(Optional.of(tag(endpoint)), WHAT);
    return kept(endpoint);
  }

  /// Oldest first.
  EndpointPage list(String tenant, ListQuery query) throws InterruptedException {
    changes.catchUp();
    Page<Endpoint> page = query.page(book.of(tenant).stream(), Endpoint::id, CURSOR);
    return new EndpointPage(page.map(this::view), page.nextCursor());
  }

  /// An endpoint that a tenant has now.
  Endpoint require(String tenant, String id) throws InterruptedException {
    changes.catchUp();
    return existing(tenant, id);
  }

  private Runnable allowed(Runnable permission) {
    return () -> {
      storage.requireRoomForWork();
      permission.run();
    };
  }

  /// `permission` as in [#create].
  TaggedEndpoint patch(
      String tenant, String id, JsonBody body, Preconditions conditions, Runnable permission)
      throws InterruptedException {
    return changes.inTurn(
        tenant,
        key(tenant, id),
        turn -> {
          Endpoint before = existing(tenant, id);
          conditions.require(Optional.of(tag(before)), WHAT);
          Instant now = clock.instant();
          EndpointPatch patch = EndpointPatch.read(before, body.json(), now);
          Endpoint after =
              new Endpoint(
                  tenant,
                  before.id(),
                  encrypter.terms(
                      tenant, before.id(), patch.wanted(), patch.kept(), patch.orderedSince(now)),
                  secretsFor(before, patch.wanted()),
                  patch.disabled(now),
                  before.createdAt(),
                  now,
                  revision());
          turn.put(after, Basis.PRESENT, allowed(permission));
          records.eraseMarks(before, book.failing(before));
          changes.catchUp();
          return kept(after);
        });
  }

  /// Keys that it has stay as they are, also while it wants no signatures by them: receivers may
  /// have the public one when it wants them again.
  private EndpointSecrets secretsFor(Endpoint before, EndpointBody wanted) {
    return before.secrets().key() != null
        ? before.secrets()
        : before
            .secrets()
            .withKey(encrypter.freshKey(before.tenant(), before.id(), wanted.signatures()));
  }

  /// Gives it a new secret, and new keys if it has some. The present ones sign too for a while. It
  /// is durable when this returns; replicas read on before they use an endpoint.
  TaggedEndpoint rotate(String tenant, String id, Runnable permission) throws InterruptedException {
    return changes.inTurn(
        tenant,
        key(tenant, id),
        turn -> {
          Endpoint before = existing(tenant, id);
          Instant now = clock.instant();
          EndpointEncrypter.Secret secret = encrypter.freshSecret(tenant, before.id());
          Endpoint after =
              new Endpoint(
                  tenant,
                  before.id(),
                  before.terms(),
                  before
                      .secrets()
                      .rotated(
                          secret.encrypted(),
                          encrypter.freshKey(tenant, before.id(), before.terms().signatures()),
                          now,
                          now.plus(config.secretOverlap())),
                  before.disabled(),
                  before.createdAt(),
                  now,
                  revision());
          // Once it is written the answer has the secret, which nobody else will ever be told.
          boolean _ = turn.isSeen(after, Basis.PRESENT, allowed(permission));
          return keptWith(secret, after);
        });
  }

  /// Sends it a test event.
  ///
  /// @return the delivery
  TaskId test(String tenant, String id, Runnable permission) throws InterruptedException {
    changes.catchUp();
    Endpoint endpoint = existing(tenant, id);
    allowed(permission).run();
    Instant now = clock.instant();
    tests.take(tenant, now);
    SubmitTask delivery = TestEvent.deliveryTo(endpoint, now);
    writer.write(Topics.COMMANDS, delivery.taskId().toString(), delivery);
    return delivery.taskId();
  }

  /// `permission` as in [#create].
  void delete(String tenant, String id, Preconditions conditions, Runnable permission)
      throws InterruptedException {
    changes.doInTurn(
        tenant,
        key(tenant, id),
        turn -> {
          Endpoint endpoint = existing(tenant, id);
          conditions.require(Optional.of(tag(endpoint)), WHAT);
          turn.erase(Basis.of(conditions), permission);
          records.eraseMarks(endpoint, book.failing(endpoint));
        });
  }

  /// The key of its record. Empty for a text that is not an id, since there is no such endpoint.
  private static String key(String tenant, String id) {
    return EndpointId.tryParse(id).map(known -> Endpoint.key(tenant, known)).orElse("");
  }

  private static String revision() {
    return UUID.randomUUID().toString();
  }

  private Endpoint existing(String tenant, String id) {
    return EndpointId.tryParse(id)
        .flatMap(known -> book.find(tenant, known))
        .orElseThrow(() -> ProblemException.notFound(WHAT));
  }

  private TaggedEndpoint kept(Endpoint endpoint) {
    return new TaggedEndpoint(tag(endpoint), view(endpoint));
  }

  private EndpointView view(Endpoint endpoint) {
    return EndpointView.of(
        endpoint, book.failing(endpoint), book.consent(endpoint), clock.instant());
  }

  /// With a secret, which is shown once.
  private TaggedEndpoint keptWith(EndpointEncrypter.Secret secret, Endpoint endpoint) {
    return new TaggedEndpoint(
        tag(endpoint), EndpointView.with(endpoint, secret.shown(), clock.instant()));
  }

  /// The entity tag of an endpoint is its revision.
  private static String tag(Endpoint endpoint) {
    return Preconditions.tag(endpoint.revision());
  }
}
