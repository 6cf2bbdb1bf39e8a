package dev.offload.e2e.deploy;

import dev.offload.e2e.process.Home;
import dev.offload.e2e.process.ServiceProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One process of each service, with the settings that they have in Kubernetes and further ones.
final class Services implements AutoCloseable {
  static final String ADMIN_KEY = "off_deploy_aSecretForNobodyElse3";

  private static final String ENCRYPTION_KEY = "k1:dGhlIHNlYWxpbmcga2V5IG9mIGFsbCB0ZXN0cyBoZXI=";
  private static final String MASTER_KEY = "dGhlIG1hc3RlciBrZXkgb2YgYWxsIHRlc3RzIGhlcmU=";

  private final Home home = Home.here().withOneCompiler();
  private final Path data;
  private final List<String> common;
  private final Map<String, ServiceProcess> processes = new LinkedHashMap<>();

  /// Nothing runs yet. `common` are the properties of all.
  Services(Path data, List<String> common) {
    this.data = data;
    this.common = common;
  }

  Services lifecycle(String... more) throws IOException {
    return start(
        "lifecycle",
        "processors/lifecycle",
        more,
        "-Doffload.lifecycle.session-timeout=4s",
        "-Doffload.lifecycle.standby-replicas=0",
        "-Doffload.lifecycle.state-directory=" + data.resolve("state"));
  }

  Services ingestApi(String... more) throws IOException {
    return start(
        "ingest-api",
        "ingest-api",
        more,
        "-Doffload.view.directory=" + data.resolve("view"),
        "-Doffload.files.directory=" + data.resolve("files"),
        "-Doffload.keys.bootstrap=" + ADMIN_KEY,
        "-Doffload.secrets.keys=" + ENCRYPTION_KEY);
  }

  Services notifier(String... more) throws IOException {
    return start(
        "notifier",
        "notifier",
        more,
        "-Doffload.webhook.allowed-addresses=127.0.0.0/8,::1/128",
        "-Doffload.secrets.master-key=" + MASTER_KEY,
        "-Doffload.secrets.keys=" + ENCRYPTION_KEY);
  }

  Services worker(String queue, String... more) throws IOException {
    return start(
        "worker-" + queue,
        "processors/host",
        more,
        "-Doffload.files.directory=" + data.resolve("files"),
        "-Doffload.worker.queues." + queue + ".types=" + queue);
  }

  private Services start(String name, String module, String[] more, String... own)
      throws IOException {
    List<String> properties = new ArrayList<>(common);
    properties.addAll(List.of(own));
    properties.addAll(List.of(more));
    processes.put(name, ServiceProcess.of(home, module, name, properties));
    return this;
  }

  ServiceProcess get(String name) {
    return processes.get(name);
  }

  List<ServiceProcess> all() {
    return List.copyOf(processes.values());
  }

  List<String> answering(String probe, int status) {
    return all().stream()
        .filter(one -> one.probe(probe) == status)
        .map(ServiceProcess::name)
        .toList();
  }

  List<String> names() {
    return List.copyOf(processes.keySet());
  }

  @Override
  public void close() throws IOException {
    for (ServiceProcess one : all()) {
      one.close();
    }
  }
}
