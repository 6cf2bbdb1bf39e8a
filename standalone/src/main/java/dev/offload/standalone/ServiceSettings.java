package dev.offload.standalone;

import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Those settings of the services that are known only when this process runs.
record ServiceSettings(Map<String, String> properties) {
  /// The tenant of the development key.
  static final String TENANT = "default";

  static ServiceSettings of(RunPlan plan, Secrets secrets, String bootstrapServers, int smtpPort) {
    var settings = new TreeMap<String, String>();
    settings.put("quarkus.http.port", String.valueOf(plan.httpPort()));
    settings.put("quarkus.management.port", String.valueOf(plan.managementPort()));
    // Without it, some wrong paths get an empty answer: docs/decisions/keys-quotas-and-limits.md.
    settings.put("vertx.disableURIValidation", "true");
    settings.put("kafka.bootstrap.servers", bootstrapServers);
    settings.put("offload.secrets.master-key", secrets.masterKey());
    settings.put("offload.secrets.keys", secrets.encryptionKey());
    settings.put("offload.topics.replication-factor", "1");
    settings.put("offload.topics.min-in-sync-replicas", "1");
    settings.put("offload.files.directory", plan.directory().files().toString());
    // Kafka stops where its disk is full, so what it shares a disk with has to leave it some room.
    settings.put(
        "offload.storage.directories",
        Stream.of(plan.directory().kafka(), plan.directory().streams())
            .map(directory -> directory.toString().replace(",", "\\,"))
            .collect(Collectors.joining(",")));
    settings.put("offload.view.directory", plan.directory().view().toString());
    settings.put("offload.lifecycle.state-directory", plan.directory().streams().toString());
    settings.put("offload.lifecycle.standby-replicas", "0");
    settings.put("offload.worker.work-directory", plan.directory().work().toString());
    settings.put("offload.email.smtp.host", "127.0.0.1");
    settings.put("offload.email.smtp.port", String.valueOf(smtpPort));
    settings.put("offload.email.smtp.security", "none");
    settings.put("offload.keys.bootstrap", secrets.adminKey());
    settings.put("offload.keys.bootstrap-tenant", TENANT);
    plan.queues()
        .forEach(queue -> settings.put("offload.worker.queues." + queue + ".types", queue));
    return new ServiceSettings(settings);
  }

  /// The names of those that somebody has set to something else.
  Set<String> overruled(Properties given) {
    return properties.keySet().stream()
        .filter(name -> given.getProperty(name) != null)
        .filter(name -> !given.getProperty(name).equals(properties.get(name)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// Sets them where Quarkus looks first.
  void apply() {
    for (String name : overruled(System.getProperties())) {
      System.err.println("offload: -D" + name + " is ignored: this process sets it itself.");
    }
    properties.forEach(System::setProperty);
  }
}
