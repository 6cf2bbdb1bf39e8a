package dev.offload.ingest.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.ingest.body.Faults;
import dev.offload.ingest.body.JsonBody;
import dev.offload.ingest.change.Claim;
import dev.offload.ingest.change.ConfigChanges;
import dev.offload.ingest.change.ConfigTurn.Basis;
import dev.offload.ingest.etag.Preconditions;
import dev.offload.ingest.list.ListQuery;
import dev.offload.ingest.list.Page;
import dev.offload.ingest.list.PageCursor;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.quota.Quota;
import dev.offload.ingest.storage.StorageGuard;
import dev.offload.kafka.write.BoundedWriter;
import dev.offload.kafka.write.NotWritten;
import dev.offload.schemas.ProblemCode;
import dev.offload.schemas.command.Lineage;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.command.Timing;
import dev.offload.schemas.config.Endpoint;
import dev.offload.schemas.config.EndpointFailing;
import dev.offload.schemas.config.EndpointGone;
import dev.offload.schemas.config.EndpointSecrets;
import dev.offload.schemas.config.EndpointTerms;
import dev.offload.schemas.config.Limit;
import dev.offload.schemas.config.LimitScope;
import dev.offload.schemas.config.Sealed;
import dev.offload.schemas.config.Sealer;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.notify.EndpointEvent;
import dev.offload.schemas.notify.EndpointId;
import dev.offload.schemas.notify.EventPattern;
import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.RetryPolicy;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.topic.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Creates, shows, changes and deletes endpoints. Every replica knows what another has answered,
/// since each reads on before it answers.
///
/// If an endpoint has a rate or a concurrency, the limit that its deliveries share is written
/// beside it: before the endpoint, and deleted after it.
@ApplicationScoped
class EndpointKeeper {

  private static final int SECRET_BYTES = 32;
  private static final String WHAT = "webhook";

  /// Stands for the value of a header that stays as it is.
  private static final String KEPT = "kept";

  private static final String NOT_READ = "Kafka does not answer: webhooks can't be read now.";
  private static final String NOT_MADE = "Kafka does not answer: no webhook was made.";

  /// An id needs no encoding.
  private static final PageCursor<EndpointId> CURSOR =
      new PageCursor<>(EndpointId::toString, EndpointId::tryParse);

  /// A test is sent once.
  private static final RetryPolicy ONCE =
      new RetryPolicy(1, Duration.ZERO, 1, Duration.ZERO, RetryPolicy.Jitter.NONE);

  private final EndpointBook book;
  private final EndpointsConfig config;
  private final Sealer sealer;
  private final BoundedWriter writer;
  private final StorageGuard storage;
  private final InstantSource clock;
  private final ConfigChanges<Endpoint> changes;
  private final SecureRandom random = new SecureRandom();

  @Inject
  EndpointKeeper(
      EndpointBook book,
      EndpointsConfig config,
      SealingConfig sealing,
      BoundedWriter writer,
      StorageGuard storage,
      InstantSource clock) {
    this.book = book;
    this.config = config;
    this.sealer = sealing.sealer();
    this.writer = writer;
    this.storage = storage;
    this.clock = clock;
    this.changes =
        new ConfigChanges<>(
            Endpoint.class, WHAT, NOT_READ, book.entries(), config.lookupLimit(), new WithLimit());
  }

  /// The records of an endpoint: its own, and that of its limit. Its own is written last and erased
  /// last, so whoever repeats a request that has failed in between finishes it.
  private final class WithLimit implements ConfigChanges.Records<Endpoint> {
    @Override
    public void put(Endpoint endpoint, Optional<Endpoint> former) {
      endpoint.limit().ifPresent(limit -> writer.write(Topics.CONFIG, limit.key(), limit));
      try {
        writer.write(Topics.CONFIG, endpoint.key(), endpoint);
      } catch (NotWritten e) {
        if (former.isEmpty()) {
          eraseLimit(endpoint);
        }
        throw e;
      }
      // An earlier change may have ended between the two records.
      if (endpoint.limit().isEmpty() && former.isPresent()) {
        eraseLimit(endpoint);
      }
    }

    @Override
    public void erase(Endpoint endpoint) {
      eraseLimit(endpoint);
      writer.write(Topics.CONFIG, EndpointFailing.key(endpoint.tenant(), endpoint.id()), null);
      writer.write(Topics.CONFIG, endpoint.key(), null);
    }

    private void eraseLimit(Endpoint endpoint) {
      LimitScope scope = Endpoint.limitScope(endpoint.tenant(), endpoint.id());
      writer.write(Topics.CONFIG, Limit.key(scope), null);
    }
  }

  /// An endpoint that exists now.
  record Kept(String tag, EndpointView view) {}

  /// `permission` throws if the caller may not write any more. It is asked after the wait.
  Kept create(String tenant, JsonBody body, Runnable permission) throws InterruptedException {
    Faults faults = new Faults();
    EndpointBody wanted = EndpointBody.read(body.json(), faults).orElseThrow(() -> invalid(faults));
    Instant now = clock.instant();
    EndpointId id = EndpointId.fresh(now);
    Quota quota = new Quota("webhooks", config.perTenant(), () -> book.of(tenant).size());
    return changes.inTurn(
        tenant,
        Endpoint.key(tenant, id),
        turn -> {
          String secret = freshSecret();
          Endpoint endpoint =
              new Endpoint(
                  tenant,
                  id,
                  terms(tenant, id, wanted, Map.of()),
                  new EndpointSecrets(
                      sealer.seal(secret, Endpoint.placeOfSecret(tenant, id)), List.of()),
                  null,
                  now,
                  now,
                  revision());
          if (!turn.isSeen(endpoint, Basis.ANY, allowed(permission), new Claim(quota, 1))) {
            // Nobody would ever be told its secret.
            changes.records().erase(endpoint);
            throw changes.unavailable(NOT_MADE);
          }
          return new Kept(tag(endpoint), EndpointView.with(endpoint, Optional.empty(), secret));
        });
  }

  Kept find(String tenant, String id, Preconditions conditions) throws InterruptedException {
    changes.catchUp();
    Endpoint endpoint = existing(tenant, id);
    conditions.requireMatch(Optional.of(tag(endpoint)), WHAT);
    return kept(endpoint);
  }

  /// Oldest first.
  EndpointPage list(String tenant, ListQuery query) throws InterruptedException {
    changes.catchUp();
    Page<Endpoint> page = query.page(book.of(tenant).stream(), Endpoint::id, CURSOR);
    return new EndpointPage(
        page.map(one -> EndpointView.of(one, book.failing(one))), page.nextCursor());
  }

  /// Makes sure that a tenant has an endpoint.
  EndpointId require(String tenant, String id) throws InterruptedException {
    changes.catchUp();
    return existing(tenant, id).id();
  }

  private Runnable allowed(Runnable permission) {
    return () -> {
      storage.requireRoomForWork();
      permission.run();
    };
  }

  /// `permission` as in [#create].
  Kept patch(
      String tenant, String id, JsonBody patch, Preconditions conditions, Runnable permission)
      throws InterruptedException {
    return changes.inTurn(
        tenant,
        key(tenant, id),
        turn -> {
          Endpoint before = existing(tenant, id);
          conditions.require(Optional.of(tag(before)), WHAT);
          EndpointBody wanted = patched(before, patch.json());
          Instant now = clock.instant();
          Endpoint after =
              new Endpoint(
                  tenant,
                  before.id(),
                  terms(tenant, before.id(), wanted, keptHeaders(before, patch.json())),
                  before.secrets(),
                  disabled(before, wanted, now),
                  before.createdAt(),
                  now,
                  revision());
          turn.put(after, Basis.PRESENT, allowed(permission));
          forgetMark(before);
          changes.catchUp();
          return kept(after);
        });
  }

  private EndpointBody patched(Endpoint before, JsonNode patch) {
    Faults faults = new Faults();
    if (!(patch instanceof ObjectNode changes)) {
      faults.add("", "must be an object");
      throw invalid(faults);
    }
    EndpointBody wanted =
        EndpointBody.readPatched(asSent(before), changes, faults)
            .orElseThrow(() -> invalid(faults));
    if (!wanted.url().origin().equals(before.terms().url().origin())
        && wanted.headers().keySet().stream().anyMatch(keptHeaders(before, patch)::containsKey)) {
      faults.add(
          "/headers",
          "must be sent again, or be null, when url changes its scheme, host or port: they were"
              + " meant for "
              + before.terms().url().origin());
      throw invalid(faults);
    }
    return wanted;
  }

  /// The headers that a patch does not name. Their values need not be opened.
  private static Map<String, Sealed> keptHeaders(Endpoint before, JsonNode patch) {
    Map<String, Sealed> kept = new HashMap<>(before.terms().headers());
    patch.path("headers").fieldNames().forEachRemaining(kept::remove);
    return kept;
  }

  /// The endpoint as a client would have to send it. In place of the headers' values, which only
  /// the sender of webhooks opens, it has another text.
  private static JsonNode asSent(Endpoint endpoint) {
    EndpointTerms terms = endpoint.terms();
    ObjectNode sent = Json.MAPPER.createObjectNode();
    sent.put("url", terms.url().toString());
    sent.set("events", Json.MAPPER.valueToTree(terms.events()));
    sent.set("tags", Json.MAPPER.valueToTree(terms.tags()));
    if (terms.description() != null) {
      sent.put("description", terms.description());
    }
    ObjectNode headers = sent.putObject("headers");
    terms.headers().keySet().forEach(name -> headers.put(name, KEPT));
    if (terms.rate() != null) {
      sent.set("rate", Json.MAPPER.valueToTree(terms.rate()));
    }
    if (terms.concurrency() != null) {
      sent.put("concurrency", terms.concurrency());
    }
    sent.set("format", Json.MAPPER.valueToTree(terms.format()));
    sent.put("state", endpoint.isActive() ? EndpointBody.ACTIVE : EndpointBody.DISABLED);
    return sent;
  }

  private static Endpoint.Disabled disabled(Endpoint before, EndpointBody wanted, Instant now) {
    if (wanted.isActive()) {
      return null;
    }
    return before.isActive()
        ? new Endpoint.Disabled(Endpoint.Reason.OWNER, now)
        : before.disabled();
  }

  /// Gives it a new secret. The present one signs too for a while. It is durable when this returns;
  /// replicas read on before they use an endpoint.
  Kept rotate(String tenant, String id, Runnable permission) throws InterruptedException {
    return changes.inTurn(
        tenant,
        key(tenant, id),
        turn -> {
          Endpoint before = existing(tenant, id);
          Instant now = clock.instant();
          String secret = freshSecret();
          Endpoint after =
              new Endpoint(
                  tenant,
                  before.id(),
                  before.terms(),
                  before
                      .secrets()
                      .rotated(
                          sealer.seal(secret, before.placeOfSecret()),
                          now,
                          now.plus(config.secretOverlap())),
                  before.disabled(),
                  before.createdAt(),
                  now,
                  revision());
          // Once it is written the answer has the secret, which nobody else will ever be told.
          boolean _ = turn.isSeen(after, Basis.PRESENT, allowed(permission));
          return new Kept(tag(after), EndpointView.with(after, Optional.empty(), secret));
        });
  }

  /// Sends it an event that says nothing.
  ///
  /// @return the delivery
  TaskId test(String tenant, String id, Runnable permission) throws InterruptedException {
    changes.catchUp();
    Endpoint endpoint = existing(tenant, id);
    allowed(permission).run();
    Instant now = clock.instant();
    JsonNode event =
        Json.MAPPER.valueToTree(
            new EndpointEvent(
                EventPattern.TEST,
                now,
                new EndpointEvent.Notice(
                    endpoint.id(), endpoint.terms().description(), null, null)));
    SubmitTask delivery =
        endpoint.delivery(
            TaskId.fresh(now),
            new Endpoint.News(EventPattern.TEST, null, new Lineage.Root(Origin.SYSTEM), event),
            ONCE,
            Timing.atOnce(now));
    writer.write(Topics.COMMANDS, delivery.taskId().toString(), delivery);
    return delivery.taskId();
  }

  /// `permission` as in [#create].
  void delete(String tenant, String id, Preconditions conditions, Runnable permission)
      throws InterruptedException {
    changes.inTurn(
        tenant,
        key(tenant, id),
        turn -> {
          Endpoint endpoint = existing(tenant, id);
          conditions.require(Optional.of(tag(endpoint)), WHAT);
          turn.erase(Basis.of(conditions), permission);
          forgetMark(endpoint);
          return null;
        });
  }

  /// That of its record. An id that is none has none, and does not exist.
  private static String key(String tenant, String id) {
    return EndpointId.tryParse(id).map(known -> Endpoint.key(tenant, known)).orElse("");
  }

  /// What its receiver has done is part of the endpoint by now, or moot.
  private void forgetMark(Endpoint endpoint) {
    if (!endpoint.isActive() && endpoint.disabled().reason() != Endpoint.Reason.OWNER) {
      writer.write(Topics.CONFIG, EndpointGone.key(endpoint.tenant(), endpoint.id()), null);
    }
    book.failing(endpoint).ifPresent(mark -> writer.write(Topics.CONFIG, mark.key(), null));
  }

  /// @param kept the headers that stay as they are
  private EndpointTerms terms(
      String tenant, EndpointId id, EndpointBody wanted, Map<String, Sealed> kept) {
    Map<String, Sealed> headers = new HashMap<>();
    wanted
        .headers()
        .forEach(
            (name, value) ->
                headers.put(
                    name,
                    kept.containsKey(name)
                        ? kept.get(name)
                        : sealer.seal(value, Endpoint.placeOfHeader(tenant, id, name))));
    return new EndpointTerms(
        wanted.url(),
        wanted.events(),
        wanted.tags(),
        wanted.description(),
        headers,
        wanted.rate(),
        wanted.concurrency(),
        wanted.format());
  }

  /// As Standard Webhooks writes it.
  private String freshSecret() {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    return "whsec_" + Base64.getEncoder().encodeToString(bytes);
  }

  private static String revision() {
    return UUID.randomUUID().toString();
  }

  private Endpoint existing(String tenant, String id) {
    return EndpointId.tryParse(id)
        .flatMap(known -> book.find(tenant, known))
        .orElseThrow(() -> ProblemException.notFound(WHAT));
  }

  private Kept kept(Endpoint endpoint) {
    return new Kept(tag(endpoint), EndpointView.of(endpoint, book.failing(endpoint)));
  }

  /// The entity tag of an endpoint is its revision.
  private static String tag(Endpoint endpoint) {
    return Preconditions.tag(endpoint.revision());
  }

  private static ProblemException invalid(Faults faults) {
    return ProblemException.of(
        ProblemCode.INVALID_WEBHOOK, "The webhook is invalid: see errors.", faults.list());
  }
}
