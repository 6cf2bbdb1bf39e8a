package dev.offload.e2e.deploy;

import static dev.offload.e2e.deploy.Manifests.elements;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What NetworkPolicies allow, as sentences.
final class Arrows {
  private Arrows() {}

  static List<String> of(List<JsonNode> policies) {
    List<String> arrows = new ArrayList<>();
    for (JsonNode policy : policies) {
      JsonNode spec = policy.path("spec");
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
        .flatMap(Arrows::labels)
        .map(label -> label.getKey() + "=" + label.getValue().asText())
        .collect(Collectors.joining(","));
  }

  private static Stream<Map.Entry<String, JsonNode>> labels(JsonNode peer) {
    return Stream.concat(
        peer.at("/namespaceSelector/matchLabels").properties().stream(),
        peer.at("/podSelector/matchLabels").properties().stream());
  }
}
