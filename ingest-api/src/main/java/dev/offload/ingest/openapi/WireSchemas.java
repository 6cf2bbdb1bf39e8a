package dev.offload.ingest.openapi;

import static org.eclipse.microprofile.openapi.OASFactory.createSchema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.PublicTask;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/// What answers have in common with records on topics, as the JSON Schemas of those declare it.
///
/// The generator finds the same members in the classes, but neither which are always there nor
/// what they mean.
final class WireSchemas {

  private static final String DIRECTORY = "/dev/offload/schemas/json/";
  private static final String COMMON = "common.schema.json#/$defs/";

  /// The document's names of definitions. Others have their own, with a capital letter.
  private static final Map<String, String> NAMES =
      Map.of(
          "answer", "Answer",
          "error", "TaskError",
          "file", "OutputFile",
          "groupId", ValueRules.GROUP_ID,
          "json", "AnyJson",
          "notify", "Notify",
          "queue", ValueRules.QUEUE,
          "retryPolicy", "TaskRetryPolicy",
          "state", "TaskState",
          "taskId", ValueRules.TASK_ID);

  /// Definitions that the document has from the code that checks them.
  private static final Set<String> FROM_CODE =
      Set.of(
          "concurrencyKey",
          "groupId",
          "json",
          "notify",
          "priority",
          "queue",
          "taskId",
          "user",
          "weight");

  private final Map<String, Schema> documented;
  private final JsonNode definitions = read("common.schema.json").path("$defs");
  private final Map<String, Schema> converted = new TreeMap<>();

  /// The names of definitions that are converted, or being so: one may lead back to itself.
  private final Set<String> begun = new HashSet<>();

  private WireSchemas(Map<String, Schema> documented) {
    this.documented = documented;
  }

  static void addTo(OpenAPI api) {
    WireSchemas wire = new WireSchemas(api.getComponents().getSchemas());
    wire.put("Problem", wire.schema(read("problem.schema.json")));
    wire.put("PublicGroup", wire.schema(read("public-group.schema.json")));
    wire.put("PublicTask", wire.schema(read("public-task.schema.json")));
    wire.put("Schedule", wire.schedule());
    wire.converted.forEach(api.getComponents()::addSchema);
    // The generator's own names for what is part of others here.
    List.of("AfterSchedule", "Links", "MissedRuns", "TaskOfSchedule")
        .forEach(api.getComponents()::removeSchema);
  }

  /// Without what is not its tenant's business, and with what is known of its firings.
  private Schema schedule() {
    Schema whole = schema(read("schedule.schema.json"));
    Schema next = converted.get("TaskSpec");
    remove(next, "queue");
    remove(whole, "tenant");
    remove(whole, "revision");
    Schema task = whole.getProperties().get("task");
    remove(task, "queue");
    compare("TaskOfSchedule", task);
    // A client can't name a group here.
    remove(task, "group");
    remove(next, "group");
    Schema shown = documented.get("Schedule");
    for (String name : List.of("nextRunAt", "lastRunAt", "lastTaskId")) {
      whole.addProperty(name, shown.getProperties().get(name));
    }
    return whole.description("A task that is submitted again and again.");
  }

  private static void remove(Schema object, String member) {
    object.removeProperty(member);
    object.removeRequired(member);
  }

  private void put(String name, Schema schema) {
    compare(name, schema);
    converted.put(name, schema);
  }

  /// Makes sure that the class and its JSON Schema have the same members. Only the class says how
  /// many bits a number has.
  private void compare(String name, Schema schema) {
    Schema generated = documented.get(name);
    if (generated == null || generated.getProperties() == null) {
      return;
    }
    Map<String, Schema> found = generated.getProperties();
    if (!found.keySet().equals(schema.getProperties().keySet())) {
      throw new IllegalStateException(
          "%s has the members %s, and its JSON Schema has %s"
              .formatted(name, found.keySet(), schema.getProperties().keySet()));
    }
    schema
        .getProperties()
        .forEach(
            (member, declared) -> {
              if (declared.getType() != null
                  && (declared.getType().contains(SchemaType.INTEGER)
                      || declared.getType().contains(SchemaType.NUMBER))) {
                declared.format(found.get(member).getFormat());
              }
            });
  }

  private Schema schema(JsonNode json) {
    Schema schema = createSchema();
    json.properties().forEach(keyword -> set(schema, keyword.getKey(), keyword.getValue()));
    return schema;
  }

  private void set(Schema schema, String keyword, JsonNode value) {
    switch (keyword) {
      case "$schema", "$id", "title" -> {
        // Of the file, not of the value.
      }
      case "$ref" -> schema.ref("#/components/schemas/" + named(value.asText()));
      case "type" -> schema.addType(SchemaType.valueOf(value.asText().toUpperCase(Locale.ROOT)));
      case "description" -> schema.description(value.asText());
      case "format" -> schema.format(value.asText());
      case "pattern" -> schema.pattern(value.asText());
      case "enum" -> {
        schema.addType(SchemaType.STRING);
        values(value, one -> schema.addEnumeration(one.textValue()));
      }
      case "default" ->
          schema.defaultValue(value.isNumber() ? value.numberValue() : value.asText());
      case "required" -> values(value, one -> schema.addRequired(one.asText()));
      case "properties" ->
          value
              .properties()
              .forEach(member -> schema.addProperty(member.getKey(), schema(member.getValue())));
      case "items" -> schema.items(schema(value));
      case "oneOf" -> values(value, one -> schema.addOneOf(schema(one)));
      case "minimum" -> schema.minimum(new BigDecimal(value.asText()));
      case "maximum" -> schema.maximum(new BigDecimal(value.asText()));
      case "minLength" -> schema.minLength(value.asInt());
      case "maxLength" -> schema.maxLength(value.asInt());
      case "minItems" -> schema.minItems(value.asInt());
      case "maxItems" -> schema.maxItems(value.asInt());
      default ->
          throw new IllegalStateException(
              "this keyword of JSON Schema is not supported: " + keyword);
    }
  }

  private static void values(JsonNode array, Consumer<JsonNode> consumer) {
    array.forEach(consumer);
  }

  /// The name of what a reference leads to, which is then in the document, too.
  private String named(String reference) {
    String definition = reference.substring(reference.lastIndexOf('/') + 1);
    if (!reference.equals(COMMON + definition) && !reference.equals("#/$defs/" + definition)) {
      throw new IllegalStateException("this reference is not supported: " + reference);
    }
    String name =
        NAMES.getOrDefault(
            definition,
            definition.substring(0, 1).toUpperCase(Locale.ROOT) + definition.substring(1));
    if (!FROM_CODE.contains(definition) && begun.add(name)) {
      put(name, schema(definitions.path(definition)));
    }
    return name;
  }

  private static JsonNode read(String file) {
    try (InputStream json = PublicTask.class.getResourceAsStream(DIRECTORY + file)) {
      return Json.MAPPER.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
