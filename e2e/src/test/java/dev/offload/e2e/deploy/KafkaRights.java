package dev.offload.e2e.deploy;

import static dev.offload.e2e.deploy.Manifests.elements;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.Resource;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/// What Strimzi's operators make of KafkaTopics and KafkaUsers, for a Kafka without Strimzi.
final class KafkaRights {
  private KafkaRights() {}

  static List<NewTopic> topics(List<JsonNode> manifests) {
    return manifests.stream()
        .map(
            one -> {
              Map<String, String> config = new HashMap<>();
              one.at("/spec/config")
                  .properties()
                  .forEach(e -> config.put(e.getKey(), e.getValue().asText()));
              config.put("min.insync.replicas", "1");
              return new NewTopic(
                      Manifests.nameOf(one), one.at("/spec/partitions").asInt(), (short) 1)
                  .configs(config);
            })
        .toList();
  }

  static List<AclBinding> rights(List<JsonNode> users) {
    List<AclBinding> all = new ArrayList<>();
    for (JsonNode user : users) {
      elements(user.at("/spec/authorization/acls"))
          .forEach(
              rule ->
                  elements(rule.path("operations"))
                      .map(
                          operation ->
                              right(Manifests.nameOf(user), rule.path("resource"), operation))
                      .forEach(all::add));
    }
    return all;
  }

  private static AclBinding right(String user, JsonNode resource, JsonNode operation) {
    ResourceType type =
        switch (resource.path("type").asText()) {
          case "topic" -> ResourceType.TOPIC;
          case "group" -> ResourceType.GROUP;
          case "cluster" -> ResourceType.CLUSTER;
          case "transactionalId" -> ResourceType.TRANSACTIONAL_ID;
          default -> throw new IllegalArgumentException(resource.toString());
        };
    String name =
        type == ResourceType.CLUSTER ? Resource.CLUSTER_NAME : resource.path("name").asText();
    PatternType pattern =
        resource.path("patternType").asText().equals("prefix")
            ? PatternType.PREFIXED
            : PatternType.LITERAL;
    String code =
        operation.asText().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
    return new AclBinding(
        new ResourcePattern(type, name, pattern),
        new AccessControlEntry(
            "User:" + user, "*", AclOperation.valueOf(code), AclPermissionType.ALLOW));
  }
}
