package dev.offload.notifier;

import dev.offload.kafka.live.LiveEndpoints;
import dev.offload.kafka.write.PatientWriter;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.config.Endpoint;
import dev.offload.schemas.config.EndpointConsent;
import dev.offload.schemas.config.EndpointFailing;
import dev.offload.schemas.config.EndpointGone;
import dev.offload.schemas.config.Limit;
import dev.offload.schemas.notify.EndpointId;
import dev.offload.schemas.notify.EventPattern;
import dev.offload.schemas.task.RetryPolicy;
import dev.offload.schemas.topic.Topics;
import dev.offload.webhook.EndpointSource;
import io.quarkus.runtime.Startup;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The endpoints as this process knows them: for the notifier, which asks who wants an event, and
/// for the webhook handler, which asks where it goes.
@Startup
@ApplicationScoped
class KnownEndpoints implements EndpointSource {
  private static final Logger log = LoggerFactory.getLogger(KnownEndpoints.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final RetryPolicy retry;
  private final Optional<String> mailTo;
  private final Duration mailEvery;
  private final InstantSource clock = InstantSource.system();
  private final LiveEndpoints endpoints;
  private final PatientWriter writer;

  @Inject
  KnownEndpoints(
      RetryConfig retry,
      MailConfig mails,
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      PatientWriter writer) {
    this.retry = retry.policy();
    this.mailTo = mails.endpointsTo();
    this.mailEvery = mails.endpointsEvery();
    this.endpoints = LiveEndpoints.read(kafka);
    this.writer = writer;
  }

  /// Waits, however long it takes, until everything is known that was written before.
  void catchUp() throws InterruptedException {
    while (!endpoints.catchUp(PATIENCE)) {
      if (!endpoints.isAlive()) {
        throw new IllegalStateException("the application stops");
      }
      log.warn("endpoints can't be read now, so completions wait topic={}", Topics.CONFIG.name());
    }
  }

  boolean hasAny(String tenant) {
    return tenant != null && endpoints.hasAny(tenant);
  }

  /// A tenant's endpoints, oldest first.
  List<Endpoint> of(String tenant) {
    return endpoints.of(tenant);
  }

  /// When somebody began to want events before tasks' ends. Empty if nobody does.
  Optional<Instant> runsWantedSince() {
    return endpoints.runsWantedSince();
  }

  @Override
  public Optional<Endpoint> find(String tenant, EndpointId id) {
    return endpoints.find(tenant, id);
  }

  @Override
  public void whenDeleted(Consumer<Endpoint> listener) {
    endpoints.whenDeleted(listener);
  }

  @Override
  public boolean catchUp(Duration patience) throws InterruptedException {
    return endpoints.catchUp(patience);
  }

  @Override
  public Optional<EndpointFailing> failing(Endpoint endpoint) {
    return endpoints.failing(endpoint);
  }

  @Override
  public Optional<EndpointConsent> consent(Endpoint endpoint) {
    return endpoints.consent(endpoint);
  }

  /// A limit is written before the consent, so nothing is sent without it. Until there is consent,
  /// there is a stricter one.
  @Override
  public void answered(Endpoint endpoint, EndpointConsent answer) throws InterruptedException {
    if (!isStillSo(endpoint)) {
      return;
    }
    Optional<Limit> limit = endpoint.limit(answer);
    if (answer.isGiven() && limit.isPresent()) {
      writer.write(Topics.CONFIG, limit.get().key(), limit.get());
    }
    writer.write(Topics.CONFIG, answer.key(), answer);
    if (answer.isGiven() && limit.isEmpty()) {
      writer.write(Topics.CONFIG, limitKey(endpoint), null);
    }
    if (!isStillSo(endpoint)) {
      takeBack(endpoint, answer);
    }
    log.info(
        "endpoint was asked for its consent tenant={} endpoint={} given={}",
        endpoint.tenant(),
        endpoint.id(),
        answer.isGiven());
  }

  /// The endpoint was changed or deleted meanwhile, and has another limit.
  private void takeBack(Endpoint former, EndpointConsent answer) throws InterruptedException {
    Optional<Endpoint> endpoint = endpoints.find(former.tenant(), former.id());
    Optional<Limit> limit =
        endpoint.flatMap(
            now ->
                endpoints
                    .consent(now)
                    .filter(EndpointConsent::isGiven)
                    .map(now::limit)
                    .orElseGet(now::limit));
    writer.write(Topics.CONFIG, limitKey(former), limit.orElse(null));
    if (endpoint.isEmpty()) {
      writer.write(Topics.CONFIG, answer.key(), null);
    }
  }

  private static String limitKey(Endpoint endpoint) {
    return Limit.key(Endpoint.limitScope(endpoint.tenant(), endpoint.id()));
  }

  /// The other endpoints are told first. If the process dies before the mark is written, the
  /// next failure writes it, and they are told again.
  @Override
  public void fails(Endpoint endpoint, Instant since, String error) throws InterruptedException {
    if (!isStillSo(endpoint) || endpoints.failing(endpoint).isPresent()) {
      return;
    }
    EndpointFailing mark =
        new EndpointFailing(endpoint.tenant(), endpoint.id(), endpoint.revision(), since, error);
    tell(new EndpointNews(endpoint, EventPattern.FAILING, since, since, error, since.toString()));
    writer.write(Topics.CONFIG, mark.key(), mark);
    log.warn(
        "endpoint fails, it is tried now and then tenant={} endpoint={}",
        endpoint.tenant(),
        endpoint.id());
  }

  /// Whether nobody else has changed the endpoint by now, or found the same of it.
  private boolean isStillSo(Endpoint endpoint) throws InterruptedException {
    catchUp();
    return endpoints.find(endpoint.tenant(), endpoint.id()).filter(endpoint::equals).isPresent();
  }

  @Override
  public void recovered(Endpoint endpoint, EndpointFailing mark, Instant at)
      throws InterruptedException {
    Instant since = mark.since();
    tell(new EndpointNews(endpoint, EventPattern.RECOVERED, at, since, null, since.toString()));
    writer.write(Topics.CONFIG, mark.key(), null);
    log.info(
        "endpoint accepts webhooks again tenant={} endpoint={}", endpoint.tenant(), endpoint.id());
  }

  @Override
  public void disable(Endpoint endpoint, Endpoint.Disabled why) throws InterruptedException {
    if (!isStillSo(endpoint)) {
      return;
    }
    String reason = why.reason().name().toLowerCase(Locale.ROOT);
    Instant at = why.since();
    tell(new EndpointNews(endpoint, EventPattern.DISABLED, at, at, reason, endpoint.revision()));
    EndpointGone mark = EndpointGone.of(endpoint, why);
    writer.write(Topics.CONFIG, mark.key(), mark);
    Optional<EndpointFailing> failing = endpoints.failing(endpoint);
    if (failing.isPresent()) {
      writer.write(Topics.CONFIG, failing.get().key(), null);
    }
    log.warn(
        "endpoint disabled because of its receiver tenant={} endpoint={} reason={}",
        endpoint.tenant(),
        endpoint.id(),
        reason);
  }

  private void tell(EndpointNews news) throws InterruptedException {
    List<Endpoint> others = endpoints.of(news.about().tenant());
    List<SubmitTask> tasks = new ArrayList<>(news.deliveries(others, retry));
    mailTo.ifPresent(
        to ->
            tasks.add(
                EndpointMail.of(news, others, endpoints::failing)
                    .to(to, retry, clock.instant(), mailEvery)));
    for (SubmitTask task : tasks) {
      writer.write(Topics.COMMANDS, task.taskId().toString(), task);
    }
  }

  @PreDestroy
  void close() {
    endpoints.close();
  }
}
