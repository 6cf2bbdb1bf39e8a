package dev.offload.e2e.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The chart makes what kustomize makes of the same parts.
class HelmChartTest {
  @BeforeAll
  static void programsAreThere() {
    Program.HELM.needed();
    Program.KUBECTL.needed();
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "prod"})
  void chartWithTheValuesOfAnOverlayMakesTheSame(String overlay) {
    Path values = Manifests.CHART.resolve("values-" + overlay + ".yaml");

    var made = Manifests.chart("-f", values.toString()).comparable();

    var wanted = Manifests.overlay(overlay).comparable();
    assertThat(made.keySet()).isEqualTo(wanted.keySet());
    assertThat(made)
        .allSatisfy((name, object) -> assertThat(object).as(name).isEqualTo(wanted.get(name)));
  }

  @Test
  void chartWithoutValuesMakesTheBaseWithItsTwoComponents() {
    var made = Manifests.chart().comparable();

    var wanted =
        Manifests.of(
                List.of("network-policies", "files-volume"),
                """
                images:
                  - {name: offload/ingest-api, newTag: 0.1.0}
                  - {name: offload/lifecycle, newTag: 0.1.0}
                  - {name: offload/notifier, newTag: 0.1.0}
                  - {name: offload/worker, newTag: 0.1.0}
                configMapGenerator:
                  - {name: offload-kafka, literals: ["KAFKA_BOOTSTRAP_SERVERS=kafka:9092"]}
                """)
            .comparable();
    assertThat(made.keySet()).isEqualTo(wanted.keySet());
    assertThat(made)
        .allSatisfy((name, object) -> assertThat(object).as(name).isEqualTo(wanted.get(name)));
  }

  @Test
  void chartOfAnyComponentIsAccepted() throws IOException {
    var schemas = new ManifestSchemas();

    for (String scaler : List.of("hpa", "keda")) {
      Manifests made =
          Manifests.chart("--set", "components={network-policies,s3,%s,ingress}".formatted(scaler));
      assertThat(made.objects().stream().flatMap(one -> schemas.faults(one).stream())).isEmpty();
    }
  }

  @Test
  void valuesChangeWhatTheyName() {
    Manifests made =
        Manifests.chart(
            "--namespace=elsewhere",
            "--set=components={s3,keda,ingress}",
            "--set=host=tasks.example.org",
            "--set=images.registry=registry.example.org/team",
            "--set=environment.offload-files.OFFLOAD_FILES_S3_BUCKET=pictures",
            "--set=services.worker-image.settings.offload\\.image\\.x=5",
            "--set=services.worker-image.env.LEVEL=3",
            "--set=services.worker-image.resources.limits.memory=3Gi",
            "--set=services.worker-image.pod.nodeSelector.disk=fast",
            "--set=patches[0].target.kind=ScaledObject",
            "--set=patches[0].target.name=offload-worker-image",
            "--set=patches[0].operations[0].op=replace",
            "--set=patches[0].operations[0].path=/spec/maxReplicaCount",
            "--set=patches[0].operations[0].value=50");

    JsonNode pod = made.named("Deployment", "offload-worker-image").at("/spec/template/spec");
    JsonNode container = pod.at("/containers/0");
    assertThat(container.at("/image").asText())
        .isEqualTo("registry.example.org/team/offload/worker:0.1.0");
    assertThat(container.at("/env/0/value").asText()).isEqualTo("3");
    assertThat(container.at("/resources/limits/memory").asText()).isEqualTo("3Gi");
    assertThat(container.at("/resources/limits/cpu").asText()).isEqualTo("2");
    assertThat(pod.at("/nodeSelector/disk").asText()).isEqualTo("fast");
    assertThat(
            made.named("ConfigMap", "worker-image")
                .path("data")
                .path("application.properties")
                .asText())
        .contains("offload.worker.queues.image.types=image", "offload.image.x=5");
    assertThat(
            made.named("ConfigMap", "offload-files").at("/data/OFFLOAD_FILES_S3_BUCKET").asText())
        .isEqualTo("pictures");
    JsonNode scaler = made.named("ScaledObject", "offload-worker-image");
    assertThat(scaler.at("/spec/maxReplicaCount").asInt()).isEqualTo(50);
    assertThat(scaler.at("/spec/triggers/0/metadata/url").asText())
        .startsWith("http://offload-ingest-api.elsewhere.svc.cluster.local/");
    assertThat(made.named("Ingress", "offload").at("/spec/rules/0/host").asText())
        .isEqualTo("tasks.example.org");
  }

  /// Pods are replaced when what they read has changed, as with kustomize's names.
  @Test
  void changedSettingReplacesThePodsOfItsServiceAlone() {
    Manifests before = Manifests.chart();

    Manifests after = Manifests.chart("--set=services.notifier.settings.offload\\.x=1");

    assertThat(template(after, "offload-notifier"))
        .isNotEqualTo(template(before, "offload-notifier"));
    assertThat(template(after, "offload-ingest-api"))
        .isEqualTo(template(before, "offload-ingest-api"));
    assertThat(
            template(Manifests.chart("--set=environment.offload-kafka.A=b"), "offload-ingest-api"))
        .isNotEqualTo(template(before, "offload-ingest-api"));
  }

  private static JsonNode template(Manifests manifests, String workload) {
    return manifests.named("Deployment", workload).at("/spec/template");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "components={s3,files-volume} | components: needs one of files-volume and s3",
        "components={network-policies} | components: needs one of files-volume and s3",
        "components={s3,keda,hpa} | components: keda and hpa can't both scale the services",
        "components={s3,keda-lag} | components: keda-lag needs keda and kafka-strimzi",
        "components={s3,kedda} | /components/1",
        "images.tag=latest | /images/tag",
        "services.worker-imag.replicas=2 | worker-imag",
        "services.notifier.replicas=-1 | /services/notifier/replicas"
      })
  void wrongValueIsRefusedAndNamed(String value, String complaint) {
    var run = Program.HELM.run(Manifests.template("--set", value));

    assertThat(run.status()).isNotZero();
    assertThat(run.complaints()).contains(complaint);
  }
}
