package dev.offload.e2e.containers;

import com.github.dockerjava.api.DockerClient;
import dev.offload.e2e.client.OffloadClient;
import dev.offload.e2e.process.Home;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.startupcheck.OneShotStartupCheckStrategy;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.lifecycle.Startables;

/// One broker and one container of each service in a network of their own, with the settings
/// of `deploy/`. There is also a second API with a small disk.
final class OneOfEach implements AutoCloseable {
  /// An API key with every scope of the tenant `default`.
  static final String ADMIN_KEY = "off_admin_aSecretForContainersOnly";

  /// How much has to stay free on the small disk.
  static final int SMALL_DISK_RESERVE_MIB = 16;

  private static final String MASTER_KEY = "b25seSBmb3IgdGhlIHRlc3RzIGluIGNvbnRhaW5lcnM=";
  private static final String ENCRYPTION_KEY = "k1:dGhlIHNlYWxpbmcga2V5IG9mIGFsbCB0ZXN0cyBoZXI=";
  private static final String UNPRIVILEGED = "10001:10001";
  private static final int BROKER_PORT = 9092;
  private static final int SMTP_PORT = 1025;
  private static final Duration DEMO_LIMIT = Duration.ofMinutes(10);

  private final Home home = Home.here();
  private final DockerClient engine = DockerClientFactory.lazyClient();
  private final Network network = Network.newNetwork();
  private final String files = volume("2g");
  private final String smallDisk = volume("64m");
  private final List<Box> boxes = new ArrayList<>();

  final Box broker;
  final Box api;
  final Box apiWithASmallDisk;
  final Box lifecycle;
  final Box notifier;
  final Box imageWorker;
  final Box reportWorker;
  final Box emailWorker;
  final Box fetchWorker;
  final Box probeWorker;

  private OneOfEach() {
    broker =
        kept(
            new Box(Images.base(), "kafka", network)
                .withVolume(built("standalone/target/quarkus-app/lib/main") + ":/opt/kafka:ro")
                .withScratch("/data", "uid=10001,size=1g")
                .withMemory(1024)
                .waitingFor(
                    Wait.forLogMessage("Kafka listens on .*\\s", 1)
                        .withStartupTimeout(Box.PATIENCE))
                .withCreateContainerCmdModifier(
                    command ->
                        command
                            .withUser(UNPRIVILEGED)
                            .withEntrypoint("java")
                            .withCmd(
                                "-Xmx384m",
                                "-cp",
                                "/opt/kafka/*",
                                "dev.offload.broker.BrokerMain",
                                "/data",
                                String.valueOf(BROKER_PORT),
                                "kafka")));
    api = api("ingest-api").withVolume(files + ":/files");
    apiWithASmallDisk =
        api("ingest-api-small")
            .withVolume(smallDisk + ":/files")
            .withEnv("OFFLOAD_STORAGE_RESERVE", SMALL_DISK_RESERVE_MIB + "M");
    lifecycle =
        service(Images.LIFECYCLE, "lifecycle")
            .withMemory(1024)
            .withScratch("/state", "uid=10001")
            .withEnv("OFFLOAD_LIFECYCLE_STANDBY_REPLICAS", "0");
    notifier =
        service(Images.NOTIFIER, "notifier")
            .withMemory(768)
            .withEnv("OFFLOAD_SECRETS_MASTER_KEY", MASTER_KEY)
            .withEnv("OFFLOAD_SECRETS_KEYS", ENCRYPTION_KEY)
            .withEnv("OFFLOAD_WEBHOOK_ALLOWED_ADDRESSES", "172.16.0.0/12,192.168.0.0/16");
    // Its pictures are so large that on a slow machine nothing else goes on for some seconds.
    imageWorker =
        worker("worker-image")
            .withMemory(1024)
            .withVolume(files + ":/files")
            .withEnv("OFFLOAD_WORKER_LEASE", "PT1M");
    reportWorker = worker("worker-report").withMemory(2048).withVolume(files + ":/files");
    emailWorker =
        worker("worker-email")
            .withMemory(768)
            .withVolume(files + ":/files")
            .withEnv("OFFLOAD_EMAIL_SENDERS", "*")
            .withEnv("OFFLOAD_EMAIL_SMTP_HOST", "demo")
            .withEnv("OFFLOAD_EMAIL_SMTP_PORT", String.valueOf(SMTP_PORT))
            .withEnv("OFFLOAD_EMAIL_SMTP_SECURITY", "none");
    fetchWorker =
        worker("worker-fetch")
            .withMemory(768)
            .withVolume(files + ":/files")
            .withEnv("OFFLOAD_FETCH_ALLOWED_ADDRESSES", "172.16.0.0/12,192.168.0.0/16");
    probeWorker =
        box(Images.WORKER, "worker-probe")
            .withMemory(768)
            .withEnv("OFFLOAD_WORKER_QUEUES_PROBE_TYPES", "probe");
  }

  /// Builds the images, starts all containers and returns once they are ready.
  static OneOfEach start() {
    Images.buildAll(Home.here());
    var offload = new OneOfEach();
    try {
      Startables.deepStart(offload.boxes).join();
    } catch (RuntimeException e) {
      offload.close();
      throw e;
    }
    return offload;
  }

  /// A new volume in memory. It belongs to the user that the services run as.
  private String volume(String size) {
    String name = "offload-e2e-" + UUID.randomUUID();
    engine
        .createVolumeCmd()
        .withName(name)
        .withDriver("local")
        .withDriverOpts(
            Map.of("type", "tmpfs", "device", "tmpfs", "o", "uid=10001,gid=10001,size=" + size))
        .exec();
    return name;
  }

  private Box api(String name) {
    return service(Images.INGEST_API, "ingest-api", name)
        .withExposedPorts(Box.HTTP, Box.MANAGEMENT)
        .withMemory(1024)
        .withScratch("/view", "uid=10001")
        .withEnv("OFFLOAD_KEYS_BOOTSTRAP", ADMIN_KEY)
        .withEnv("OFFLOAD_SECRETS_KEYS", ENCRYPTION_KEY)
        .withEnv("OFFLOAD_TYPES_PROBE_QUEUE", "probe");
  }

  private Box worker(String name) {
    return service(Images.WORKER, name);
  }

  private Box service(Images image, String name) {
    return service(image, name, name);
  }

  /// Adds the settings that Kubernetes gives to `component`.
  private Box service(Images image, String component, String name) {
    Path settings =
        home.directory().resolve("deploy/k8s/base/" + component + "/application.properties");
    return box(image, name).withVolume(settings + ":/opt/offload/config/application.properties:ro");
  }

  private Box box(Images image, String name) {
    return kept(
        Box.service(image, name, network)
            .dependsOn(broker)
            .withEnv("KAFKA_BOOTSTRAP_SERVERS", "kafka:" + BROKER_PORT)
            .withEnv("OFFLOAD_TOPICS_REPLICATION_FACTOR", "1")
            .withEnv("OFFLOAD_TOPICS_MIN_IN_SYNC_REPLICAS", "1"));
  }

  private Box kept(Box box) {
    boxes.add(box);
    return box;
  }

  private Path built(String path) {
    return home.directory().resolve(path);
  }

  /// A client of `box` with every scope.
  static OffloadClient clientOf(Box box) {
    return new OffloadClient(box.at(Box.HTTP), ADMIN_KEY);
  }

  /// Runs the demo as a client in the same network, where webhooks and e-mails reach it.
  /// Returns once the demo has succeeded, and throws if it fails.
  void runDemo() {
    try (var demo =
        new Box(Images.base(), "demo", network)
            .withVolume(built("e2e/target") + ":/offload/e2e/target:ro")
            .withScratch("/offload/demo-output", "uid=10001")
            .withMemory(768)
            .withStartupCheckStrategy(new OneShotStartupCheckStrategy().withTimeout(DEMO_LIMIT))
            .withCreateContainerCmdModifier(
                command ->
                    command
                        .withUser(UNPRIVILEGED)
                        .withEntrypoint("java")
                        .withCmd(
                            "-Doffload.home=/offload",
                            "-jar",
                            "/offload/e2e/target/offload-e2e.jar",
                            "demo",
                            "--at=" + "http://ingest-api:" + Box.HTTP,
                            "--key=" + ADMIN_KEY,
                            "--master-key=" + MASTER_KEY,
                            "--smtp-port=" + SMTP_PORT))) {
      demo.start();
    }
  }

  @Override
  public void close() {
    boxes.parallelStream().forEach(Box::close);
    network.close();
    engine.removeVolumeCmd(files).exec();
    engine.removeVolumeCmd(smallDisk).exec();
  }
}
