package dev.offload.schemas.config;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.Require;
import dev.offload.schemas.TenantOwned;
import dev.offload.schemas.command.Lineage;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.command.Timing;
import dev.offload.schemas.notify.Delivery;
import dev.offload.schemas.notify.EndpointId;
import dev.offload.schemas.task.Placement;
import dev.offload.schemas.task.RetryPolicy;
import dev.offload.schemas.task.RunSpec;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskSpec;
import dev.offload.schemas.task.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where a tenant has its events sent. On the wire it is flat.
///
/// @param disabled why nothing is sent to it; null if it is active
/// @param revision a new one each time the endpoint is written
@JsonPropertyOrder({"tenant", "id", "url"})
public record Endpoint(
    String tenant,
    EndpointId id,
    @JsonUnwrapped EndpointTerms terms,
    EndpointSecrets secrets,
    Disabled disabled,
    Instant createdAt,
    Instant updatedAt,
    String revision)
    implements ConfigEntry, TenantOwned {
  /// How long an endpoint that its receiver disabled still collects deliveries.
  public static final Duration COLLECTING = Duration.ofDays(7);

  private static final String KEY_PREFIX = "endpoint/";

  /// Why nothing is sent to an endpoint, and since when.
  ///
  /// @param error what was wrong at last; null if its owner disabled it
  public record Disabled(DisabledBy reason, Instant since, String error) {
    public Disabled {
      Require.present(reason, "reason");
      Require.present(since, "since");
    }

    /// Without an error.
    public Disabled(DisabledBy reason, Instant since) {
      this(reason, since, null);
    }
  }

  /// The party that disabled an endpoint.
  public enum DisabledBy {
    /// Its owner.
    @JsonProperty("owner")
    OWNER,
    /// The receiver, which has answered 410.
    @JsonProperty("gone")
    GONE,
    /// The receiver, which has accepted nothing for days.
    @JsonProperty("failing")
    FAILING
  }

  public Endpoint {
    Require.that(Tenants.isValid(tenant), "tenant", "be " + Tenants.RULE, tenant);
    Require.present(id, "id");
    Require.present(terms, "terms");
    Require.present(secrets, "secrets");
    Require.present(createdAt, "createdAt");
    Require.present(updatedAt, "updatedAt");
    Require.text(revision, "revision");
  }

  @Override
  public String key() {
    return key(tenant, id);
  }

  public static String key(String tenant, EndpointId id) {
    return KEY_PREFIX + tenant + "/" + id;
  }

  public static boolean isKey(String key) {
    return key != null && key.startsWith(KEY_PREFIX);
  }

  @JsonIgnore
  public boolean isActive() {
    return disabled == null;
  }

  /// Whether deliveries are made of its events at `now`. If its receiver was the reason why it is
  /// disabled, they are made for a while, although they fail: so its owner sees what was
  /// missed, and can have it sent again.
  public boolean collects(Instant now) {
    return isActive()
        || (disabled.reason() != DisabledBy.OWNER
            && now.isBefore(disabled.since().plus(COLLECTING)));
  }

  /// The same endpoint, to which nothing is sent any more.
  public Endpoint disabled(Disabled why, String newRevision) {
    return new Endpoint(tenant, id, terms, secrets, why, createdAt, updatedAt, newRevision);
  }

  /// The place that its secret is encrypted for.
  public String placeOfSecret() {
    return placeOfSecret(tenant, id);
  }

  public static String placeOfSecret(String tenant, EndpointId id) {
    return key(tenant, id) + "/secret";
  }

  /// The place that its private keys are encrypted for.
  public String placeOfSigningKey() {
    return placeOfSigningKey(tenant, id);
  }

  public static String placeOfSigningKey(String tenant, EndpointId id) {
    return key(tenant, id) + "/signing-key";
  }

  /// The place that the key of its client certificate is encrypted for.
  public String placeOfClientKey() {
    return placeOfClientKey(tenant, id);
  }

  public static String placeOfClientKey(String tenant, EndpointId id) {
    return key(tenant, id) + "/client-key";
  }

  /// The place that the value of a header is encrypted for.
  public String placeOfHeader(String name) {
    return placeOfHeader(tenant, id, name);
  }

  public static String placeOfHeader(String tenant, EndpointId id, String name) {
    return key(tenant, id) + "/header/" + name;
  }

  /// The limit that its deliveries share; empty if there is none. Until its receiver has consented,
  /// one delivery asks and the others wait, so that none is on its way before the receiver's rate
  /// counts.
  public Optional<Limit> limit() {
    Optional<LimitRule> rule =
        terms.handshake() ? Optional.of(new LimitRule(1, terms.rate())) : terms.limit();
    return rule.map(
        kept -> new Limit(limitScope(tenant, id), kept, createdAt, updatedAt, revision));
  }

  /// The same once its receiver has consented.
  public Optional<Limit> limit(EndpointConsent answer) {
    return answer
        .rate()
        .map(terms::limitedTo)
        .or(terms::limit)
        .map(
            rule ->
                new Limit(
                    limitScope(tenant, id), rule, createdAt, answer.at(), revision + "-consent"));
  }

  /// The scope of the limit that the deliveries of an endpoint share.
  public static LimitScope limitScope(String tenant, EndpointId id) {
    return new LimitScope.OfKey(tenant, id.concurrencyKey());
  }

  /// Something that an endpoint is told of.
  ///
  /// @param type such as `task.failed`
  /// @param about the id of the task that it is about; null if there is none
  /// @param lineage that of the task that delivers it
  /// @param body of the webhook
  /// @param original the delivery that it repeats, of which it has the `webhook-id`; null if it
  ///     repeats none
  public record News(String type, String about, Lineage lineage, JsonNode body, TaskId original) {
    /// News that repeats no other.
    public News(String type, String about, Lineage lineage, JsonNode body) {
      this(type, about, lineage, body, null);
    }
  }

  /// The task that sends it news. Its input names the endpoint and has the body, but nothing
  /// secret.
  public SubmitTask delivery(TaskId taskId, News news, RetryPolicy retry, Timing timing) {
    List<String> tags = new ArrayList<>(List.of(id.tag(), id.tag(news.type())));
    if (news.about() != null) {
      tags.add(id.tag(news.about()));
    }
    TaskSpec spec =
        new TaskSpec(
            new Placement(
                Delivery.TYPE,
                Delivery.TYPE,
                Placement.USUAL_PRIORITY,
                id.concurrencyKey(),
                Placement.USUAL_WEIGHT),
            new RunSpec(Delivery.inputTo(id, news.body(), news.original()), null),
            new Terms(retry, List.of(), tags));
    return new SubmitTask(taskId, tenant, spec, timing, news.lineage(), null, null);
  }
}
