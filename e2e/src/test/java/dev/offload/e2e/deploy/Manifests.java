package dev.offload.e2e.deploy;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.offload.e2e.process.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// The objects that Kubernetes is given, as kustomize or Helm has put them together.
record Manifests(String name, List<JsonNode> objects) {
  static final Path DEPLOY = Home.here().directory().resolve("deploy");
  static final Path CHART = DEPLOY.resolve("helm/offload");
  static final List<String> OVERLAYS = List.of("dev", "prod");

  private static final Path WORK = Path.of("target", "kustomize").toAbsolutePath();
  private static final YAMLMapper YAML = new YAMLMapper();

  /// What kustomize appends to the name of a ConfigMap, so that pods follow its contents.
  private static final Pattern HASH = Pattern.compile("-[a-z0-9]{10}$");

  /// What an overlay makes.
  static Manifests overlay(String overlay) {
    return kustomize(overlay, DEPLOY.resolve("k8s/overlays").resolve(overlay));
  }

  /// What the base and these components make, with these further lines of a kustomization.
  static Manifests of(List<String> components, String more) {
    String listed =
        components.stream().map(one -> "../../components/" + one).collect(joining(", "));
    return inOverlays(
        components.isEmpty() ? "base" : String.join("+", components),
        """
        apiVersion: kustomize.config.k8s.io/v1beta1
        kind: Kustomization
        namespace: offload
        resources: [../../base]
        components: [%s]
        """
                .formatted(listed)
            + more);
  }

  /// What a kustomization makes if it is in a folder beside the overlays.
  static Manifests inOverlays(String name, String kustomization) {
    Path folder = WORK.resolve(name);
    Path k8s = folder.relativize(DEPLOY.resolve("k8s"));
    try {
      Files.writeString(
          Files.createDirectories(folder).resolve("kustomization.yaml"),
          kustomization
              .replace("../../", k8s + "/")
              .replace("[../prod]", "[" + k8s + "/overlays/prod]"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return kustomize(name, folder);
  }

  private static Manifests kustomize(String name, Path folder) {
    return read(name, Program.KUBECTL.outputOf(List.of("kustomize", folder.toString())));
  }

  /// What the chart makes in the namespace `offload` with these further arguments of Helm.
  static Manifests chart(String... arguments) {
    return read("chart " + String.join(" ", arguments), Program.HELM.outputOf(template(arguments)));
  }

  static List<String> template(String... arguments) {
    List<String> command =
        new ArrayList<>(List.of("template", "offload", CHART.toString(), "-n", "offload"));
    command.addAll(List.of(arguments));
    return command;
  }

  /// The documents of a file.
  static List<JsonNode> documents(Path file) throws IOException {
    return read(file.toString(), Files.readString(file)).objects();
  }

  private static Manifests read(String name, String yaml) {
    try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
      return new Manifests(name, documents.readAll().stream().filter(JsonNode::isObject).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  static JsonNode read(Path file) throws IOException {
    return YAML.readTree(file.toFile());
  }

  List<JsonNode> of(String kind) {
    return objects.stream().filter(one -> one.path("kind").asText().equals(kind)).toList();
  }

  JsonNode named(String kind, String name) {
    return of(kind).stream()
        .filter(one -> nameOf(one).equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + kind + " " + name + " in " + this));
  }

  List<JsonNode> workloads() {
    return Stream.concat(of("Deployment").stream(), of("StatefulSet").stream()).toList();
  }

  /// All objects but namespaces, by kind and name, without what only kustomize or only Helm adds.
  Map<String, JsonNode> comparable() {
    Map<String, JsonNode> all = new TreeMap<>();
    Set<String> maps = Set.copyOf(of("ConfigMap").stream().map(Manifests::nameOf).toList());
    for (JsonNode object : objects) {
      if (!object.path("kind").asText().equals("Namespace")) {
        ObjectNode copy = object.deepCopy();
        copy.withObject("/metadata").remove("namespace");
        withoutHashes(copy, maps);
        if (copy.at("/spec/template/metadata/annotations") instanceof ObjectNode) {
          copy.withObject("/spec/template/metadata").remove("annotations");
        }
        all.put(copy.path("kind").asText() + " " + nameOf(copy), copy);
      }
    }
    return all;
  }

  private static void withoutHashes(JsonNode node, Set<String> maps) {
    node.forEach(one -> withoutHashes(one, maps));
    if (node instanceof ObjectNode object && maps.contains(nameOf(object, "name"))) {
      object.put("name", HASH.matcher(object.path("name").asText()).replaceFirst(""));
    }
  }

  static String nameOf(JsonNode object) {
    return nameOf(object.path("metadata"), "name");
  }

  private static String nameOf(JsonNode node, String member) {
    return node.path(member).asText();
  }

  static Stream<JsonNode> elements(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }

  @Override
  public String toString() {
    return name;
  }
}
