package dev.offload.ingest.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.offload.ingest.rig.IngestTest;
import dev.offload.schemas.ProblemCode;
import dev.offload.schemas.json.Json;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the document says about answers is complete, and an answer can break it.
@IngestTest
class AnswersInTheDocumentIT {

  private Document document;

  @BeforeEach
  void readDocument() throws Exception {
    document = Document.served();
  }

  @Test
  void noAnswerMayBeAnEmptyObject() {
    Map<String, JsonNode> schemas = schemasOfAnswers();
    SoftAssertions softly = new SoftAssertions();
    for (Map.Entry<String, JsonNode> schema : schemas.entrySet()) {
      softly
          .assertThat(validator(schema.getValue()).validate(Json.MAPPER.createObjectNode()))
          .as("errors of {} as: %s", schema.getKey())
          .isNotEmpty();
    }
    softly.assertAll();
    assertThat(schemas).hasSizeGreaterThan(10);
  }

  @Test
  void everyMemberOfAnAnswerIsDescribed() {
    Set<String> undescribed = new TreeSet<>();
    schemasOfAnswers()
        .forEach((name, schema) -> collect(name, schema, new HashSet<>(), undescribed));

    assertThat(undescribed).isEmpty();
  }

  @Test
  void everyParameterIsDescribed() {
    SoftAssertions softly = new SoftAssertions();
    document
        .operations()
        .forEach(
            operation ->
                operation
                    .path("parameters")
                    .forEach(
                        parameter ->
                            softly
                                .assertThat(isDescribed(parameter, parameter.path("schema")))
                                .as("%s %s", operation.path("operationId"), parameter.path("name"))
                                .isTrue()));
    softly.assertAll();
  }

  @Test
  void everyAnswerSaysWhatItMeans() {
    SoftAssertions softly = new SoftAssertions();
    document
        .operations()
        .forEach(
            operation ->
                operation
                    .path("responses")
                    .forEach(
                        response ->
                            softly
                                .assertThat(response.path("description").asText())
                                .as("description of an answer of %s", operation.path("operationId"))
                                .isNotBlank()
                                .isNotIn("OK", "Created", "Accepted", "No Content")));
    softly.assertAll();
  }

  @Test
  void everyErrorIsOneOfSomeOperation() {
    Set<ProblemCode> expected = EnumSet.allOf(ProblemCode.class);
    // These are answers to what the document does not have.
    expected.remove(ProblemCode.METHOD_NOT_ALLOWED);
    expected.remove(ProblemCode.HTTP_VERSION_NOT_SUPPORTED);

    String errors =
        document
            .operations()
            .map(operation -> operation.path("responses").toString())
            .reduce("", String::concat);

    assertThat(expected)
        .allSatisfy(code -> assertThat(errors).contains("`%s`".formatted(code.code())));
  }

  @Test
  void headersThatClientsNeedAreDocumented() {
    assertThat(headers("GET", "/v1/tasks/x", "200")).contains("ETag", "Preference-Applied");
    assertThat(headers("GET", "/v1/schedules/x", "200")).contains("ETag");
    assertThat(headers("PUT", "/v1/schedules/x", "201")).contains("ETag");
    assertThat(headers("GET", "/v1/galleries/x/faces/x", "200")).contains("ETag");
    assertThat(headers("PUT", "/v1/galleries/x/faces/x", "201")).contains("ETag");
    assertThat(headers("GET", "/v1/limits/key/x", "200")).contains("ETag");
    assertThat(headers("PUT", "/v1/limits/key/x", "201")).contains("ETag");
    assertThat(headers("POST", "/v1/tasks", "202")).contains("Location", "Preference-Applied");
    assertThat(headers("POST", "/v1/files", "201")).contains("Location");
    assertThat(headers("POST", "/v1/keys", "201")).contains("Location");
    assertThat(headers("GET", "/v1/files/x", "206")).contains("ETag", "Content-Range");
    assertThat(headers("POST", "/v1/tasks", "429")).contains("Retry-After");
    assertThat(headers("GET", "/v1/queues", "503")).contains("Retry-After");
  }

  private Set<String> headers(String method, String path, String status) {
    Set<String> names = new TreeSet<>();
    document
        .operation(method, path)
        .orElseThrow()
        .path("responses")
        .path(status)
        .path("headers")
        .fieldNames()
        .forEachRemaining(names::add);
    return names;
  }

  /// By the operation and the status.
  private Map<String, JsonNode> schemasOfAnswers() {
    Map<String, JsonNode> schemas = new TreeMap<>();
    document
        .operations()
        .forEach(
            operation ->
                operation
                    .path("responses")
                    .properties()
                    .forEach(
                        response ->
                            response
                                .getValue()
                                .path("content")
                                .forEach(
                                    content ->
                                        schemas.put(
                                            operation.path("operationId").asText()
                                                + " "
                                                + response.getKey(),
                                            content.path("schema")))));
    schemas.values().removeIf(schema -> schema.path("format").asText().equals("binary"));
    return schemas;
  }

  private Schema validator(JsonNode schema) {
    ObjectNode root = schema.deepCopy();
    root.set("components", document.components());
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(root);
  }

  /// @param known the definitions that were looked at: one may lead back to itself
  private void collect(String where, JsonNode schema, Set<String> known, Set<String> undescribed) {
    if (schema.has("$ref") && !known.add(schema.path("$ref").asText())) {
      return;
    }
    JsonNode followed = document.followed(schema);
    followed
        .path("properties")
        .properties()
        .forEach(
            member -> {
              String name = where + " " + member.getKey();
              if (!isDescribed(member.getValue(), member.getValue())) {
                undescribed.add(name);
              }
              collect(name, member.getValue(), known, undescribed);
            });
    if (followed.has("items")) {
      collect(where, followed.path("items"), known, undescribed);
    }
  }

  private boolean isDescribed(JsonNode described, JsonNode schema) {
    return !described.path("description").asText().isBlank()
        || !document.followed(schema).path("description").asText().isBlank();
  }
}
