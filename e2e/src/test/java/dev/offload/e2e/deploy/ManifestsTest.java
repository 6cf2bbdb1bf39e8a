package dev.offload.e2e.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.offload.e2e.process.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds for every workload that `deploy/k8s/base` brings.
class ManifestsTest {
  private static final Path BASE = Home.here().directory().resolve("deploy/k8s/base");
  private static final Set<String> WORKLOADS = Set.of("Deployment", "StatefulSet");
  private static final YAMLMapper YAML = new YAMLMapper();

  /// A workload's file and its pod.
  record Workload(String file, JsonNode pod) {
    JsonNode container() {
      return pod.path("containers").path(0);
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
                  new Workload(
                      BASE.relativize(file).toString(), read(file).at("/spec/template/spec")))
          .toList();
    }
  }

  /// Kubernetes' Pod Security Standard "restricted", and a file system that can't be written.
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
    }
    for (var bound : List.of("requests", "limits")) {
      var resources = workload.container().path("resources").path(bound);
      assertThat(resources.has("cpu") && resources.has("memory")).isTrue();
    }
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

      assertThat(StreamSupport.stream(listed.spliterator(), false).map(JsonNode::asText))
          .containsExactlyInAnyOrderElementsOf(components);
    }
  }

  private static Set<String> names(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(one -> one.path("name").asText())
        .collect(Collectors.toSet());
  }

  private static JsonNode read(Path file) {
    try {
      return YAML.readTree(file.toFile());
    } catch (IOException e) {
      throw new IllegalStateException(file + " is no YAML", e);
    }
  }
}
