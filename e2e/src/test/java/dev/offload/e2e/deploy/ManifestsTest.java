package dev.offload.e2e.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.offload.e2e.process.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Rules for every workload in `deploy/k8s/base`, as its file has it. What kustomize makes of it is
/// looked at by [RenderedManifestsTest].
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

  /// With files in a bucket, the volume that all share becomes a scratch volume. It has the
  /// next part of each upload: 8 MiB of up to 512.
  @Test
  void partsOnTheirWayToABucketFitIntoTheirVolume() throws IOException {
    int scratch =
        elements(read(BASE.resolveSibling("components/s3/bucket.yaml")))
            .filter(patch -> patch.path("path").asText().endsWith("/emptyDir"))
            .mapToInt(patch -> gibibytes(patch.at("/value/sizeLimit")))
            .sum();

    assertThat(scratch).isGreaterThan(512 * 8 / 1024);
    assertThat(workloads())
        .filteredOn(it -> names(it.pod().path("volumes")).contains("files"))
        .hasSizeGreaterThan(1)
        .allSatisfy(
            it -> {
              int others =
                  elements(it.pod().path("volumes"))
                      .filter(volume -> volume.has("emptyDir"))
                      .mapToInt(volume -> gibibytes(volume.at("/emptyDir/sizeLimit")))
                      .sum();
              assertThat(scratch + others)
                  .isLessThan(gibibytes(it.container().at("/resources/limits/ephemeral-storage")));
            });
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
