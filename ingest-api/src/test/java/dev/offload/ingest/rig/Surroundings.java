package dev.offload.ingest.rig;

import dev.offload.testkit.KafkaForTests;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What the application under test meets: a Kafka node, a directory, a type `parcel`, a first key.
public final class Surroundings implements QuarkusTestResourceLifecycleManager {

  public static final String BOOTSTRAP_KEY = "off_bootstrap_0123456789abcdef0123456789abcdef";
  public static final String TENANT = "acme";

  /// May keep ten bytes.
  public static final String SMALL_TENANT = "small";

  /// The same, for uploads in pieces.
  public static final String SMALL_SENDER = "small-sender";

  public static final String ALLOWED_ORIGIN = "https://shop.example";
  /// How large a file may be that comes in pieces, and how many a tenant may have on their way.
  public static final int MAX_RESUMABLE = 4 * 1024 * 1024;

  public static final int MAX_RESUMABLE_FILES = 5;

  public static final int MAX_BATCH_LINES = 2_000;
  public static final int MAX_BATCHES = 3;
  public static final int MAX_KEYS = 150;
  public static final int MAX_STREAMS = 12;
  public static final int MAX_LIMITS = 7;
  public static final int MAX_DEBOUNCED = 8;
  public static final int MAX_OPEN_GROUPS = 9;

  /// Open ones and those that run.
  public static final int MAX_LIVE_GROUPS = 12;

  public static final int MAX_ENDPOINTS = 7;
  public static final int MAX_USERS = 6;
  public static final int MAX_GALLERIES = 3;
  public static final int MAX_FACES = 8;
  public static final int MAX_FACES_IN_A_GALLERY = 5;

  /// How many pictures of a tenant may be read for its galleries at once.
  public static final int MAX_READINGS = 2;

  public static final String ENCRYPTION_KEY = "k1:AQECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  /// How many concurrency keys with a limit a tenant may use at a time.
  public static final int MAX_KEYS_IN_USE = 25;

  /// A tenant alone gets half.
  public static final int MAX_BODIES = 2 * 1024 * 1024;

  /// With equal inputs and queues of their own.
  private static final List<String> TYPES = List.of("parcel", "courier", "barge", "depot");

  private static final List<String> LOOKED_UP =
      List.of("keys", "limits", "schedules", "endpoints", "galleries", "users");

  @Override
  public Map<String, String> start() {
    return patient(config(KafkaForTests.bootstrapServers()));
  }

  /// With the time that a write and a lookup may take on a slow machine. What comes of a Kafka that
  /// does not answer is [KafkaOutageIT]'s matter.
  static Map<String, String> patient(Map<String, String> config) {
    config.put("offload.writing.block-limit", "20s");
    config.put("offload.writing.request-limit", "20s");
    config.put("offload.writing.delivery-limit", "30s");
    config.put("offload.writing.time-limit", "40s");
    for (String what : LOOKED_UP) {
      config.put("offload." + what + ".lookup-limit", "20s");
    }
    return config;
  }

  static Map<String, String> config(String kafka) {
    Map<String, String> config = new HashMap<>();
    config.put("kafka.bootstrap.servers", kafka);
    config.put("offload.files.directory", temporaryDirectory("files").toString());
    config.put("offload.files.max-size", "1M");
    config.put("offload.files.resumable.max-size", Integer.toString(MAX_RESUMABLE));
    config.put("offload.files.resumable.per-tenant", Integer.toString(MAX_RESUMABLE_FILES));
    config.put("offload.files.resumable.silence", "2s");
    config.put("offload.files.transfers.silence", "3s");
    config.put("offload.files.quota.tenants." + SMALL_TENANT + ".bytes", "10");
    config.put("offload.files.quota.tenants." + SMALL_SENDER + ".bytes", "10");
    config.put("offload.files.collector.patience", "3s");
    config.put("offload.keys.bootstrap", BOOTSTRAP_KEY);
    config.put("offload.keys.bootstrap-tenant", TENANT);
    config.put("offload.topics.partitions", "3");
    config.put("offload.topics.replication-factor", "1");
    config.put("offload.topics.min-in-sync-replicas", "1");
    config.put("offload.batch.max-lines", Integer.toString(MAX_BATCH_LINES));
    config.put("offload.batch.window", "64");
    config.put("offload.batch.per-tenant", Integer.toString(MAX_BATCHES));
    config.put("offload.answers.stall-limit", "2s");
    config.put("offload.body.room.bytes", Integer.toString(MAX_BODIES));
    config.put("offload.body.room.patience", "1s");
    config.put("offload.keys.limit", Integer.toString(MAX_KEYS));
    config.put("offload.live.comment-every", "1s");
    config.put("offload.live.stall-limit", "6s");
    config.put("offload.live.streams-per-tenant", Integer.toString(MAX_STREAMS));
    config.put("offload.view.directory", temporaryDirectory("view").toString());
    for (String type : TYPES) {
      config.put("offload.types." + type + ".schema", "dev/offload/ingest/parcel.schema.json");
    }
    config.put("offload.types.courier.retry.max-attempts", "7");
    config.put("offload.types.courier.retry.jitter", "none");
    config.put("offload.types.courier.retry.final-errors", "lost,http-4*");
    config.put("offload.submit.debounced", Integer.toString(MAX_DEBOUNCED));
    config.put("offload.groups.open-per-tenant", Integer.toString(MAX_OPEN_GROUPS));
    config.put("offload.groups.live-per-tenant", Integer.toString(MAX_LIVE_GROUPS));
    config.put("offload.limits.per-tenant", Integer.toString(MAX_LIMITS));
    config.put("offload.limits.keys-in-use", Integer.toString(MAX_KEYS_IN_USE));
    config.put("offload.schedules.limit", "7");
    config.put("offload.endpoints.per-tenant", Integer.toString(MAX_ENDPOINTS));
    config.put("offload.users.per-tenant", Integer.toString(MAX_USERS));
    config.put("offload.galleries.per-tenant", Integer.toString(MAX_GALLERIES));
    config.put("offload.galleries.faces-per-tenant", Integer.toString(MAX_FACES));
    config.put("offload.galleries.faces-per-gallery", Integer.toString(MAX_FACES_IN_A_GALLERY));
    config.put("offload.galleries.reading.limit", "10s");
    config.put("offload.galleries.reading.per-tenant", Integer.toString(MAX_READINGS));
    config.put("offload.galleries.reading.sweep-every", "300ms");
    config.put("offload.secrets.keys", ENCRYPTION_KEY);
    config.put("offload.schedules.max-bytes", "512K");
    config.put("offload.http.cors.origins", ALLOWED_ORIGIN + ",http://localhost:3000");
    config.put("quarkus.http.access-log.enabled", "true");
    config.put("quarkus.log.category.\"io.quarkus.http.access-log\".level", "INFO");
    config.put("quarkus.log.category.\"io.quarkus.http.access-log\".use-parent-handlers", "false");
    config.put("quarkus.http.test-port", "0");
    config.put("quarkus.log.level", "WARN");
    config.put("quarkus.log.category.\"kafka\".level", "ERROR");
    config.put("quarkus.log.category.\"org.apache.kafka\".level", "ERROR");
    config.put("quarkus.log.category.\"state.change.logger\".level", "ERROR");
    return config;
  }

  @Override
  public void stop() {
    // The Kafka node is shared and ends with the JVM.
  }

  private static Path temporaryDirectory(String name) {
    try {
      return Files.createTempDirectory(Path.of("target"), name).toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
