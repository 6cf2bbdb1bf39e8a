package dev.offload.ingest.types;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.AnnotationKeyword;
import com.networknt.schema.path.PathType;
import dev.offload.ingest.body.Faults;
import dev.offload.ingest.body.Pointers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// The JSON Schema (draft 2020-12) of the inputs of one task type.
///
/// A schema may say in `x-tasks` which lists can name tasks, and what is needed of them:
/// `{"/faces/compareTo": "/result/faces"}`.
public final class InputSchema {
  private static final String TASKS = "x-tasks";

  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDialect(
          Dialect.builder(Dialects.getDraft202012())
              .format(new WebUrlFormat())
              .keyword(new AnnotationKeyword(TASKS))
              .build(),
          registry ->
              registry.schemaRegistryConfig(
                  SchemaRegistryConfig.builder()
                      .formatAssertionsEnabled(true)
                      .regularExpressionFactory(new BoundedPatterns())
                      .locale(Locale.ENGLISH)
                      .pathType(PathType.JSON_POINTER)
                      .preloadSchema(true)
                      .build()));

  /// The parts of a schema that depend on everything inside.
  private static final Pattern CHOICE =
      Pattern.compile("/(anyOf|oneOf|not|if|then|else|contains|uniqueItems|const|enum)(/|$)");

  /// A list in an input that can name tasks by their ids.
  ///
  /// @param pointer where it is in the input
  /// @param found what is needed of such a task: a pointer into what users see of it
  public record TaskList(JsonPointer pointer, String found) {
    /// What the found is called beside the id: the last name of its pointer.
    public String member() {
      return found.substring(found.lastIndexOf('/') + 1);
    }
  }

  private final Schema schema;
  private final List<TaskList> taskLists;

  private InputSchema(Schema schema) {
    this.schema = schema;
    this.taskLists =
        schema.getSchemaNode().path(TASKS).properties().stream()
            .map(
                list ->
                    new TaskList(JsonPointer.compile(list.getKey()), list.getValue().textValue()))
            .toList();
  }

  /// @param resource on the class path
  static InputSchema load(String type, String resource) {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    try (InputStream json = loader.getResourceAsStream(resource)) {
      if (json == null) {
        throw new IllegalArgumentException(
            "offload.types.%s.schema must be a resource on the class path, was %s"
                .formatted(type, resource));
      }
      return new InputSchema(REGISTRY.getSchema(json, InputFormat.JSON));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The lists that can name tasks.
  public List<TaskList> taskLists() {
    return taskLists;
  }

  public void check(JsonNode input, String pointer, Faults faults) {
    check(input, pointer, Set.of(), faults);
  }

  /// The same, except for what depends on what stands at one of `open`, which are pointers into
  /// `input`: it is not known yet.
  public void check(JsonNode input, String pointer, Set<String> open, Faults faults) {
    for (Error error : schema.validate(input)) {
      if (dependsOn(open, error)) {
        continue;
      }
      String where = pointer + error.getInstanceLocation();
      String member = error.getProperty();
      faults.add(member == null ? where : Pointers.below(where, member), rule(error));
    }
  }

  /// What is said most often is said as of all other members of a body.
  private static String rule(Error error) {
    return switch (error.getKeyword()) {
      case "required" -> "is required";
      case "additionalProperties", "unevaluatedProperties" -> "is not a known member";
      default -> error.getMessage();
    };
  }

  private static boolean dependsOn(Set<String> open, Error error) {
    String where = error.getInstanceLocation().toString();
    return !open.isEmpty()
        && (open.stream().anyMatch(one -> where.equals(one) || where.startsWith(one + "/"))
            || (open.stream().anyMatch(one -> one.startsWith(where + "/"))
                && CHOICE.matcher(error.getEvaluationPath().toString()).find()));
  }
}
