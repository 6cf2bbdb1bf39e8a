package dev.offload.e2e.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Two API replicas, two lifecycle instances and two workers around one Kafka node, each in a
/// separate process, as in a deployment. They share the cores of one machine, so they use only
/// one JIT compiler.
public final class TwoOfEach implements AutoCloseable {
  /// An API key with every scope, known to both API replicas.
  public static final String API_KEY = "off_drill_aSecretForNobodyElse2";

  /// A key that only tests have.
  private static final String ENCRYPTION_KEY = "k1:dGhlIHNlYWxpbmcga2V5IG9mIGFsbCB0ZXN0cyBoZXI=";

  private static final int NUMBER = 2;

  private final ServiceProcess broker;
  private final List<ServiceProcess> apis = new ArrayList<>();
  private final List<ServiceProcess> lifecycles = new ArrayList<>();
  private final List<ServiceProcess> workers = new ArrayList<>();

  /// Starts all of them with their data in `data`, and the workers on `queue` with `slots` each.
  public TwoOfEach(Home built, Path data, String queue, int slots) throws IOException {
    var home = built.withOneCompiler();
    broker = ServiceProcess.broker(home, Files.createDirectories(data.resolve("kafka")));
    for (int number = 1; number <= NUMBER; number++) {
      lifecycles.add(
          ServiceProcess.of(
              home,
              "processors/lifecycle",
              "lifecycle-" + number,
              properties(
                  "-Doffload.lifecycle.session-timeout=4s",
                  "-Doffload.lifecycle.state-directory=" + data.resolve("life-" + number))));
      apis.add(
          ServiceProcess.of(
              home,
              "ingest-api",
              "api-" + number,
              properties(
                  "-Doffload.view.directory=" + data.resolve("view-" + number),
                  "-Doffload.files.directory=" + data.resolve("files"),
                  "-Doffload.types.probe.queue=" + queue,
                  "-Doffload.keys.bootstrap=" + API_KEY,
                  "-Doffload.secrets.keys=" + ENCRYPTION_KEY)));
      workers.add(
          ServiceProcess.of(
              home,
              "processors/host",
              "worker-" + number,
              properties(
                  "-Doffload.worker.name=worker-" + number,
                  "-Doffload.files.directory=" + data.resolve("files"),
                  "-Doffload.worker.queues." + queue + ".slots=" + slots,
                  "-Doffload.worker.queues." + queue + ".types=probe")));
    }
  }

  private List<String> properties(String... more) {
    var properties =
        new ArrayList<>(
            List.of(
                "-Dkafka.bootstrap.servers=" + bootstrapServers(),
                "-Doffload.topics.replication-factor=1",
                "-Doffload.topics.min-in-sync-replicas=1"));
    properties.addAll(List.of(more));
    return properties;
  }

  public String bootstrapServers() {
    return broker.url().getAuthority();
  }

  public List<ServiceProcess> apis() {
    return apis;
  }

  public List<ServiceProcess> lifecycles() {
    return lifecycles;
  }

  public List<ServiceProcess> workers() {
    return workers;
  }

  public boolean isReady() {
    return services().stream().allMatch(ServiceProcess::isReady);
  }

  /// The names of those that are not ready.
  public List<String> notReady() {
    return services().stream()
        .filter(Predicate.not(ServiceProcess::isReady))
        .map(ServiceProcess::name)
        .toList();
  }

  private List<ServiceProcess> services() {
    var services = new ArrayList<>(lifecycles);
    services.addAll(apis);
    services.addAll(workers);
    return services;
  }

  @Override
  public void close() throws IOException {
    for (var service : services()) {
      service.close();
    }
    broker.close();
  }
}
