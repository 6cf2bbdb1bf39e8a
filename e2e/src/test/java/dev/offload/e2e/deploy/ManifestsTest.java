package dev.offload.e2e.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.offload.e2e.process.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Rules for every workload in `deploy/k8s/base`.
class ManifestsTest {
  private static final Path BASE = Home.here().directory().resolve("deploy/k8s/base");
  private static final Set<String> WORKLOADS = Set.of("Deployment", "StatefulSet");
  private static final YAMLMapper YAML = new YAMLMapper();

  /// The file of a workload and the template of its pods.
  record Workload(String file, JsonNode template) {
    JsonNode pod() {
      return template.path("spec");
    }

    JsonNode container() {
      return pod().path("containers").path(0);
    }

    @Override
    public String toString() {
      return file;
    }
  }

  static List<Workload> workloads() throws IOException {
    try (var files = Files.walk(BASE)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .filter(file -> WORKLOADS.contains(read(file).path("kind").asText()))
          .map(
              file ->
                  new Workload(BASE.relativize(file).toString(), read(file).at("/spec/template")))
          .toList();
    }
  }

  /// The Pod Security Standard "restricted" of Kubernetes, and a read-only file system.
  @ParameterizedTest
  @MethodSource("workloads")
  void podMeetsTheRestrictedStandard(Workload workload) {
    assertThat(workload.pod().at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
    assertThat(workload.pod().at("/securityContext/seccompProfile/type").asText())
        .isEqualTo("RuntimeDefault");
    assertThat(workload.pod().path("automountServiceAccountToken").asBoolean(true)).isFalse();
    JsonNode security = workload.container().path("securityContext");
    assertThat(security.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
    assertThat(security.path("readOnlyRootFilesystem").asBoolean()).isTrue();
    assertThat(security.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
  }

  @ParameterizedTest
  @MethodSource("workloads")
  void podIsProbedAndBounded(Workload workload) {
    for (var probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
      assertThat(workload.container().path(probe).at("/httpGet/path").asText())
          .startsWith("/q/health/");
      assertThat(workload.container().path(probe).at("/httpGet/port").asText())
          .isEqualTo("management");
    }
    for (var bound : List.of("requests", "limits")) {
      var resources = workload.container().path("resources").path(bound);
      assertThat(names(resources)).contains("cpu", "memory", "ephemeral-storage");
    }
  }

  @ParameterizedTest
  @MethodSource("workloads")
  void scratchVolumesFitIntoTheLimitsOfTheirPod(Workload workload) {
    List<JsonNode> scratch =
        elements(workload.pod().path("volumes")).filter(volume -> volume.has("emptyDir")).toList();

    assertThat(scratch)
        .isNotEmpty()
        .allSatisfy(volume -> assertThat(volume.at("/emptyDir/sizeLimit").asText()).endsWith("Gi"));
    assertThat(
            scratch.stream().mapToInt(volume -> gibibytes(volume.at("/emptyDir/sizeLimit"))).sum())
        .isLessThan(gibibytes(workload.container().at("/resources/limits/ephemeral-storage")));
  }

  @Test
  void onlyTheApiHasAPublicPort() throws IOException {
    assertThat(workloads())
        .filteredOn(workload -> names(workload.container().path("ports")).contains("http"))
        .extracting(Workload::file)
        .containsExactly("ingest-api/deployment.yaml");
  }

  @ParameterizedTest
  @MethodSource("workloads")
  void podFollowsTheGeneralPolicy(Workload workload) {
    assertThat(workload.template().at("/metadata/labels/app.kubernetes.io~1part-of").asText())
        .isEqualTo("offload");
  }

  /// The arrows of the picture in ARCHITECTURE.md, plus metrics, probes and DNS.
  @Test
  void onlyConnectionsInThePictureAreAllowed() throws IOException {
    assertThat(arrows())
        .containsExactlyInAnyOrder(
            "to part-of offload: management from offload.dev/metrics=collect",
            "from part-of offload: 53,53 to kubernetes.io/metadata.name=kube-system",
            "from part-of offload: 9092 to anywhere",
            "to name offload-ingest-api: http from anywhere",
            "from name offload-notifier: any port to 0.0.0.0/0 and ::/0 but 8 ranges",
            "from name offload-worker-email: 25,465,587 to anywhere",
            "from name offload-worker-fetch: any port to 0.0.0.0/0 and ::/0 but 8 ranges");
  }

  private static List<String> arrows() throws IOException {
    var arrows = new ArrayList<String>();
    var network = BASE.resolve("network");
    for (var file :
        elements(read(network.resolve("kustomization.yaml")).path("resources")).toList()) {
      JsonNode spec = read(network.resolve(file.asText())).path("spec");
      var label = spec.at("/podSelector/matchLabels").properties().iterator().next();
      String pods = label.getKey().replaceFirst(".*/", "") + " " + label.getValue().asText();
      elements(spec.path("ingress"))
          .map(rule -> "to %s: %s from %s".formatted(pods, ports(rule), peers(rule.path("from"))))
          .forEach(arrows::add);
      elements(spec.path("egress"))
          .map(rule -> "from %s: %s to %s".formatted(pods, ports(rule), peers(rule.path("to"))))
          .forEach(arrows::add);
    }
    return arrows;
  }

  private static String ports(JsonNode rule) {
    String ports =
        elements(rule.path("ports"))
            .map(port -> port.path("port").asText())
            .collect(Collectors.joining(","));
    return ports.isEmpty() ? "any port" : ports;
  }

  private static String peers(JsonNode peers) {
    if (peers.isEmpty()) {
      return "anywhere";
    }
    if (peers.path(0).has("ipBlock")) {
      int excepted = elements(peers).mapToInt(peer -> peer.at("/ipBlock/except").size()).sum();
      return elements(peers)
              .map(peer -> peer.at("/ipBlock/cidr").asText())
              .collect(Collectors.joining(" and "))
          + " but "
          + excepted
          + " ranges";
    }
    return elements(peers)
        .flatMap(peer -> peer.at("/namespaceSelector/matchLabels").properties().stream())
        .map(label -> label.getKey() + "=" + label.getValue().asText())
        .collect(Collectors.joining(","));
  }

  private static int gibibytes(JsonNode quantity) {
    return Integer.parseInt(quantity.asText().replaceFirst("Gi$", ""));
  }

  private static Stream<JsonNode> elements(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }

  @ParameterizedTest
  @MethodSource("workloads")
  void everyMountHasItsVolume(Workload workload) {
    Set<String> volumes = names(workload.pod().path("volumes"));
    volumes.addAll(Set.of("state")); // of the lifecycle's claim template

    assertThat(volumes).containsAll(names(workload.container().path("volumeMounts")));
  }

  @Test
  void everyComponentIsListed() throws IOException {
    var listed = YAML.readTree(BASE.resolve("kustomization.yaml").toFile()).path("resources");
    try (var folders = Files.list(BASE)) {
      var components =
          folders
              .filter(Files::isDirectory)
              .map(folder -> folder.getFileName().toString())
              .filter(name -> !name.equals("worker")) // what the workers share
              .toList();

      assertThat(elements(listed).map(JsonNode::asText))
          .containsExactlyInAnyOrderElementsOf(components);
    }
  }

  /// The names of the members of an object, or of the elements of a list.
  private static Set<String> names(JsonNode node) {
    return node.isObject()
        ? node.properties().stream().map(Map.Entry::getKey).collect(Collectors.toSet())
        : elements(node).map(one -> one.path("name").asText()).collect(Collectors.toSet());
  }

  private static JsonNode read(Path file) {
    try {
      return YAML.readTree(file.toFile());
    } catch (IOException e) {
      throw new IllegalStateException(file + " is no YAML", e);
    }
  }
}
