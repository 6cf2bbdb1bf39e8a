package dev.offload.ingest.auth;

import dev.offload.ingest.health.VitalReading;
import dev.offload.kafka.read.TopicTable;
import dev.offload.kafka.read.WholeReading;
import dev.offload.schemas.config.ApiKey;
import dev.offload.schemas.config.ConfigEntry;
import dev.offload.schemas.config.Scope;
import dev.offload.schemas.config.Tenants;
import dev.offload.schemas.topic.Topics;
import io.quarkus.runtime.Startup;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All API keys, as this replica has read them from `offload.config`.
@Startup
@ApplicationScoped
class KeyRing implements VitalReading {

  private static final String KEY_PREFIX = "key/";

  private final TopicTable<ConfigEntry> entries;
  private final KeysConfig config;
  private final Optional<ApiKey> bootstrap;
  private final OpenCalls calls;

  KeyRing(
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      KeysConfig config,
      OpenCalls calls) {
    this.config = config;
    this.calls = calls;
    this.bootstrap = config.bootstrap().map(token -> bootstrap(token, config.bootstrapTenant()));
    this.entries =
        TopicTable.read(kafka, Topics.CONFIG, KeyRing::keyId, (id, _, _) -> calls.revoke(id));
  }

  /// Looks up the owner of a key.
  ///
  /// A key that is unknown here may just have been created on another replica. So before it refuses
  /// the key, this replica reads on to the present end of the topic.
  Authentication authenticate(ApiKeyToken token) throws InterruptedException {
    return switch (lookUp(token.id())) {
      case Authentication.Known(ApiKey key) when !matches(key, token) ->
          new Authentication.Unknown();
      case Authentication answer -> answer;
    };
  }

  /// The key with this id, looked up in the same way.
  Authentication lookUp(String id) throws InterruptedException {
    Optional<ApiKey> key = find(id);
    if (key.isEmpty()) {
      if (!entries.catchUp(config.lookupLimit())) {
        return new Authentication.Undecided();
      }
      key = find(id);
    }
    return key.<Authentication>map(Authentication.Known::new)
        .orElseGet(Authentication.Unknown::new);
  }

  /// Notes that a call with `key` is being answered, and says whether the key still exists. If the
  /// key is deleted later, the call ends.
  boolean open(ApiKey key, OpenCall call) {
    calls.open(key.id(), call);
    boolean isThere = find(key.id()).filter(key::equals).isPresent();
    if (!isThere) {
      calls.close(key.id(), call);
    }
    return isThere;
  }

  void close(ApiKey key, OpenCall call) {
    calls.close(key.id(), call);
  }

  /// The stored keys, oldest first, without the one from the configuration.
  List<ApiKey> stored() {
    return entries.values().stream()
        .filter(ApiKey.class::isInstance)
        .map(ApiKey.class::cast)
        .sorted(Comparator.comparing(KeyPosition::of))
        .toList();
  }

  Optional<ApiKey> stored(String id) {
    return entries.get(id).filter(ApiKey.class::isInstance).map(ApiKey.class::cast);
  }

  /// Its entries, by the ids of keys.
  TopicTable<ConfigEntry> entries() {
    return entries;
  }

  @Override
  public String wellness() {
    return "keysAreRead";
  }

  @Override
  public List<WholeReading> readings() {
    return List.of(entries);
  }

  @PreDestroy
  void close() {
    readings().forEach(WholeReading::close);
  }

  private Optional<ApiKey> find(String id) {
    return bootstrap.filter(key -> key.id().equals(id)).or(() -> stored(id));
  }

  private static boolean matches(ApiKey key, ApiKeyToken token) {
    return MessageDigest.isEqual(
        key.secretSha256().getBytes(StandardCharsets.US_ASCII),
        token.secretSha256().getBytes(StandardCharsets.US_ASCII));
  }

  private static Optional<String> keyId(String recordKey) {
    return recordKey.startsWith(KEY_PREFIX)
        ? Optional.of(recordKey.substring(recordKey.lastIndexOf('/') + 1))
        : Optional.empty();
  }

  private static ApiKey bootstrap(String token, String tenant) {
    ApiKeyToken parsed =
        ApiKeyToken.parse(token)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "offload.keys.bootstrap must be off_<id>_<secret>, the id of letters and"
                            + " digits, the secret of at least 16"));
    if (!Tenants.isValid(tenant)) {
      throw new IllegalArgumentException(
          "offload.keys.bootstrap-tenant must have " + Tenants.RULE + ", was " + tenant);
    }
    return new ApiKey(
        parsed.id(),
        tenant,
        "bootstrap",
        EnumSet.allOf(Scope.class),
        parsed.secretSha256(),
        Instant.EPOCH);
  }
}
