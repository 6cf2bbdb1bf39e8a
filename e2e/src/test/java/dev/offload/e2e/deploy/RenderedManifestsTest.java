package dev.offload.e2e.deploy;

import static dev.offload.e2e.deploy.Manifests.elements;
import static dev.offload.e2e.deploy.Manifests.nameOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What kustomize makes of `deploy/k8s`: each overlay, and the base with each component.
class RenderedManifestsTest {
  private static ManifestSchemas schemas;

  @BeforeAll
  static void readSchemas() throws IOException {
    Program.KUBECTL.needed();
    schemas = new ManifestSchemas();
  }

  static Stream<Manifests> overlays() {
    return Manifests.OVERLAYS.stream().map(Manifests::overlay);
  }

  /// The overlays, and the base alone, with each component, and with each two that go together.
  static Stream<Manifests> all() throws IOException {
    List<String> components = new ArrayList<>(components());
    // Others change what it brings.
    components.remove("network-policies");
    components.addFirst("network-policies");
    List<List<String>> choices = new ArrayList<>(List.of(List.of()));
    for (int first = 0; first < components.size(); first++) {
      choices.add(List.of(components.get(first)));
      for (int second = first + 1; second < components.size(); second++) {
        choices.add(List.of(components.get(first), components.get(second)));
      }
    }
    return Stream.concat(
        overlays(),
        choices.stream()
            .filter(RenderedManifestsTest::isPossible)
            .map(one -> Manifests.of(one, "")));
  }

  private static boolean isPossible(List<String> chosen) {
    return !chosen.contains("keda-lag") // which needs two others: it is in prod
        && !chosen.containsAll(List.of("s3", "files-volume"))
        && !chosen.containsAll(List.of("keda", "hpa"));
  }

  private static List<String> components() throws IOException {
    try (var folders = Files.list(Manifests.DEPLOY.resolve("k8s/components"))) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyObjectIsAccepted(Manifests manifests) {
    assertThat(manifests.objects()).isNotEmpty();
    assertThat(manifests.objects().stream().flatMap(one -> schemas.faults(one).stream())).isEmpty();
  }

  @Test
  void schemasRefuseWhatKubernetesWouldRefuse() {
    Manifests prod = Manifests.overlay("prod");
    ObjectNode deployment = prod.named("Deployment", "offload-ingest-api").deepCopy();
    deployment.withObject("/spec").put("replica", 2);
    ObjectNode scaler = prod.named("ScaledObject", "offload-worker-image").deepCopy();
    scaler.withObject("/spec").remove("triggers");
    ObjectNode user = prod.named("KafkaUser", "offload-worker-image").deepCopy();
    user.withArray("/spec/authorization/acls").addObject().putObject("resource").put("type", "x");

    assertThat(schemas.faults(deployment)).singleElement().asString().contains("replica");
    assertThat(schemas.faults(scaler)).singleElement().asString().contains("triggers");
    assertThat(schemas.faults(user)).isNotEmpty();
  }

  /// Of the two that scale without KEDA and with it, an overlay can have one.
  @Test
  void everyComponentIsInAnOverlayButTheOtherWayToScale() throws IOException {
    Set<String> listed = new TreeSet<>(Set.of("hpa"));
    for (String overlay : Manifests.OVERLAYS) {
      Path folder = Manifests.DEPLOY.resolve("k8s/overlays").resolve(overlay);
      elements(Manifests.read(folder.resolve("kustomization.yaml")).path("components"))
          .map(one -> Path.of(one.asText()).getFileName().toString())
          .forEach(listed::add);
    }

    assertThat(components()).containsExactlyElementsOf(listed);
  }

  /// The arrows of the picture in ARCHITECTURE.md, plus metrics, DNS, the database and the bucket.
  @Test
  void onlyConnectionsInThePictureAreAllowed() {
    List<String> ofAll =
        List.of(
            "to part-of offload: management from offload.dev/metrics=collect",
            "from part-of offload: 53,53 to kubernetes.io/metadata.name=kube-system",
            "to name offload-ingest-api: http from anywhere",
            "from name offload-notifier: any port to 0.0.0.0/0 and ::/0 but 8 ranges",
            "from name offload-worker-email: 25,465,587 to anywhere",
            "from name offload-worker-fetch: any port to 0.0.0.0/0 and ::/0 but 8 ranges");

    assertThat(Arrows.of(Manifests.overlay("dev").of("NetworkPolicy")))
        .containsAll(ofAll)
        .hasSize(ofAll.size() + 1)
        .contains("from part-of offload: 9092 to anywhere");
    assertThat(Arrows.of(Manifests.overlay("prod").of("NetworkPolicy")))
        .containsAll(ofAll)
        .hasSize(ofAll.size() + 3)
        .contains(
            "from part-of offload: 9093 to strimzi.io/cluster=offload",
            "from name offload-ingest-api: 5432 to anywhere",
            "from files kept: 443 to anywhere");
  }

  /// Neither the lifecycle nor the notifier reads or keeps files.
  @Test
  void onlyTheApiAndTheWorkersReachTheBucket() {
    assertThat(Manifests.overlay("prod").workloads())
        .filteredOn(
            one ->
                one.at("/spec/template/metadata/labels/offload.dev~1files").asText().equals("kept"))
        .extracting(Manifests::nameOf)
        .containsExactlyInAnyOrder(
            "offload-ingest-api",
            "offload-worker-email",
            "offload-worker-fetch",
            "offload-worker-image",
            "offload-worker-report");
  }

  @Test
  void brokersLetInTheServicesAndTheAutoscalerAlone() {
    JsonNode listeners =
        Manifests.overlay("prod").named("Kafka", "offload").at("/spec/kafka/listeners");

    assertThat(listeners.size()).isOne();
    assertThat(listeners.at("/0/tls").asBoolean()).isTrue();
    assertThat(listeners.at("/0/authentication/type").asText()).isEqualTo("scram-sha-512");
    assertThat(
            elements(listeners.at("/0/networkPolicyPeers"))
                .map(peer -> peer.at("/podSelector/matchLabels").toString()))
        .containsExactly(
            "{\"app.kubernetes.io/part-of\":\"offload\"}", "{\"app\":\"keda-operator\"}");
  }

  /// The Pod Security Standard "restricted", a read-only file system, and bounds.
  @ParameterizedTest
  @MethodSource("overlays")
  void podsHaveNoMoreRightsThanTheyNeed(Manifests manifests) {
    assertThat(manifests.workloads())
        .hasSize(7)
        .allSatisfy(
            workload -> {
              JsonNode pod = workload.at("/spec/template/spec");
              JsonNode container = pod.at("/containers/0");
              assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
              assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
              assertThat(pod.at("/securityContext/seccompProfile/type").asText())
                  .isEqualTo("RuntimeDefault");
              JsonNode security = container.path("securityContext");
              assertThat(security.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
              assertThat(security.path("readOnlyRootFilesystem").asBoolean()).isTrue();
              assertThat(security.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
              assertThat(container.at("/resources/limits/memory").asText()).isNotEmpty();
              assertThat(container.path("livenessProbe").isObject()).isTrue();
              assertThat(container.path("readinessProbe").isObject()).isTrue();
              assertThat(pod.path("containers").size()).isOne();
            });
    assertThat(manifests.of("Namespace"))
        .singleElement()
        .extracting(one -> one.at("/metadata/labels/pod-security.kubernetes.io~1enforce").asText())
        .isEqualTo("restricted");
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void everyImageHasATag(Manifests manifests) {
    assertThat(manifests.workloads())
        .extracting(one -> one.at("/spec/template/spec/containers/0/image").asText())
        .allSatisfy(
            image -> assertThat(image).matches("offload/[a-z-]+:.+").doesNotEndWith(":latest"));
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void everyReferenceLeadsSomewhere(Manifests manifests) {
    Set<String> maps = names(manifests.of("ConfigMap"));
    Set<String> claims = names(manifests.of("PersistentVolumeClaim"));

    for (JsonNode workload : manifests.workloads()) {
      JsonNode pod = workload.at("/spec/template/spec");
      for (JsonNode volume : pod.path("volumes")) {
        if (volume.has("configMap")) {
          assertThat(maps).contains(volume.at("/configMap/name").asText());
        } else if (volume.has("persistentVolumeClaim")) {
          assertThat(claims).contains(volume.at("/persistentVolumeClaim/claimName").asText());
        }
      }
      assertThat(elements(pod.at("/containers/0/envFrom")).filter(one -> one.has("configMapRef")))
          .extracting(one -> one.at("/configMapRef/name").asText())
          .isNotEmpty()
          .allSatisfy(map -> assertThat(maps).contains(map));
    }
  }

  /// A cluster of two cores, of which Kafka and the system take half.
  @Test
  void oneOfEachFitsOnTwoCores() {
    assertThat(
            Manifests.overlay("dev").workloads().stream()
                .map(one -> one.at("/spec/template/spec/containers/0/resources/requests/cpu"))
                .mapToInt(cpu -> Integer.parseInt(cpu.asText().replaceFirst("m$", "")))
                .sum())
        .isLessThan(1000);
  }

  @Test
  void eachServiceInProdLosesOnePodAtATime() {
    Manifests prod = Manifests.overlay("prod");

    for (JsonNode workload : prod.workloads()) {
      JsonNode budget = prod.named("PodDisruptionBudget", nameOf(workload));
      assertThat(budget.at("/spec/maxUnavailable").asInt()).isOne();
      assertThat(budget.at("/spec/selector")).isEqualTo(workload.at("/spec/selector"));
      assertThat(workload.at("/spec/template/spec/topologySpreadConstraints").size()).isEqualTo(2);
    }
  }

  @Test
  void everyServiceInProdIsScaledOrHasTwoAndMore() {
    Manifests prod = Manifests.overlay("prod");
    Set<String> scaled =
        prod.of("ScaledObject").stream()
            .map(one -> one.at("/spec/scaleTargetRef/name").asText())
            .collect(Collectors.toSet());

    for (JsonNode workload : prod.workloads()) {
      boolean isScaled = scaled.contains(nameOf(workload));
      assertThat(workload.at("/spec").has("replicas")).as(nameOf(workload)).isNotEqualTo(isScaled);
      assertThat(workload.at("/spec/replicas").asInt(2)).isGreaterThanOrEqualTo(2);
    }
    assertThat(prod.of("ScaledObject"))
        .allSatisfy(
            one ->
                assertThat(one.at("/spec/minReplicaCount").asInt())
                    .isEqualTo(nameOf(one).startsWith("offload-worker-") ? 0 : 2));
  }

  /// KEDA's operator has another namespace, so it needs the whole name of the Service.
  @Test
  void autoscalerAsksTheApiForTheQueueThatTheWorkersServe() {
    Manifests prod = Manifests.overlay("prod");

    for (JsonNode workload : prod.of("Deployment")) {
      String name = nameOf(workload);
      if (!name.startsWith("offload-worker-")) {
        continue;
      }
      String queue = name.replace("offload-worker-", "");
      JsonNode trigger = prod.named("ScaledObject", name).at("/spec/triggers/0");
      URI url = URI.create(trigger.at("/metadata/url").asText());
      assertThat(url)
          .hasHost("offload-ingest-api.offload.svc.cluster.local")
          .hasPath("/v1/queues/" + queue);
      assertThat(trigger.at("/metadata/valueLocation").asText()).isEqualTo("demand");
      assertThat(trigger.at("/authenticationRef/name").asText()).isEqualTo("offload-queues");
      assertThat(settings(prod, name))
          .contains("offload.worker.queues." + queue + ".types=" + queue);
      slots(settings(prod, name), queue)
          .ifPresent(
              slots -> assertThat(trigger.at("/metadata/targetValue").asText()).isEqualTo(slots));
    }
    assertThat(prod.named("Service", "offload-ingest-api").at("/metadata/namespace").asText())
        .isEqualTo("offload");
  }

  private static List<String> settings(Manifests manifests, String workload) {
    String map =
        elements(manifests.named("Deployment", workload).at("/spec/template/spec/volumes"))
            .filter(volume -> volume.has("configMap"))
            .map(volume -> volume.at("/configMap/name").asText())
            .findFirst()
            .orElseThrow();
    return manifests
        .named("ConfigMap", map)
        .path("data")
        .path("application.properties")
        .asText()
        .lines()
        .toList();
  }

  private static Optional<String> slots(List<String> settings, String queue) {
    String prefix = "offload.worker.queues." + queue + ".slots=";
    return settings.stream()
        .filter(line -> line.startsWith(prefix))
        .map(line -> line.substring(prefix.length()))
        .findFirst();
  }

  /// Nobody but its own service has a service's login.
  @Test
  void everyServiceHasAKafkaUserOfItsOwn() {
    Manifests prod = Manifests.overlay("prod");

    assertThat(prod.workloads())
        .allSatisfy(
            workload -> {
              prod.named("KafkaUser", nameOf(workload));
              assertThat(
                      elements(workload.at("/spec/template/spec/containers/0/env"))
                          .filter(one -> one.path("name").asText().equals("KAFKA_SASL_JAAS_CONFIG"))
                          .map(one -> one.at("/valueFrom/secretKeyRef/name").asText()))
                  .containsExactly(nameOf(workload));
            });
  }

  @Test
  void overlayOfTheHowToHasTheOwnersChanges() throws IOException {
    String page = Files.readString(Manifests.DEPLOY.resolve("../docs/how-to/run-a-cluster.md"));
    Matcher example = Pattern.compile("(?ms)^```yaml\n(.*?)^```$").matcher(page);
    assertThat(example.find()).isTrue();

    Manifests own = Manifests.inOverlays("own", example.group(1));

    assertThat(own.objects()).hasSameSizeAs(Manifests.overlay("prod").objects());
    assertThat(own.objects().stream().flatMap(one -> schemas.faults(one).stream())).isEmpty();
    assertThat(own.objects().toString())
        .contains("registry.example.org/offload/ingest-api:0.1.0", "tasks.example.org")
        .contains("\"OFFLOAD_FILES_S3_BUCKET\":\"pictures\"")
        .doesNotContain("tasks.example.com");
  }

  @Test
  void everyAlertWatchesAMetricThatTheDocsName() throws IOException {
    String docs = Files.readString(Manifests.DEPLOY.resolve("../docs/reference/kafka.md"));
    JsonNode rules =
        Manifests.overlay("prod").named("PrometheusRule", "offload").at("/spec/groups/0/rules");

    assertThat(elements(rules).map(rule -> rule.path("expr").asText()).toList())
        .hasSizeGreaterThanOrEqualTo(6)
        .allSatisfy(
            expression ->
                assertThat(metrics(docs)).anyMatch(metric -> expression.contains(metric)));
  }

  /// As they are spelled in /q/metrics.
  private static List<String> metrics(String docs) {
    return Pattern.compile("`(offload\\.lifecycle\\.[a-z.]+)`")
        .matcher(docs)
        .results()
        .map(one -> one.group(1).replace('.', '_'))
        .map(one -> one.equals("offload_lifecycle_parked") ? "_parked_total" : one)
        .toList();
  }

  private static Set<String> names(List<JsonNode> objects) {
    return objects.stream().map(Manifests::nameOf).collect(Collectors.toSet());
  }
}
