import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Writes JSON Schemas of Strimzi's resources, version v1, as its model classes (io.strimzi:api) have them.
/// `make` runs it.
final class StrimziSchemas {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, Object> DEFINITIONS = new TreeMap<>();

  public static void main(String[] kinds) throws Exception {
    for (String kind : kinds) {
      definition(Class.forName(kind));
    }
    System.out.println(JSON.writeValueAsString(DEFINITIONS));
  }

  private static Map<String, Object> definition(Class<?> type) throws Exception {
    String name = type.getName();
    if (type.getName().startsWith("io.fabric8")) {
      return Map.of("$ref", "#/definitions/?" + type.getSimpleName()); // one of Kubernetes, which make looks up
    }
    if (!DEFINITIONS.containsKey(name)) {
      DEFINITIONS.put(name, Map.of());
      DEFINITIONS.put(name, schema(type));
    }
    return Map.of("$ref", "#/definitions/" + name);
  }

  private static Map<String, Object> schema(Class<?> type) throws Exception {
    var choice = type.getDeclaredAnnotation(JsonSubTypes.class);
    if (choice != null) {
      List<Object> any = new ArrayList<>();
      for (var one : choice.value()) {
        any.add(Map.of("allOf", List.of(definition(one.value()),
            Map.of("properties", Map.of("type", Map.of("const", one.name()))))));
      }
      return Map.of("anyOf", any);
    }
    Map<String, Object> properties = new TreeMap<>();
    List<String> required = new ArrayList<>();
    var description = JSON.getSerializationConfig().introspect(JSON.constructType(type));
    for (var property : description.findProperties()) {
      AnnotatedMember member = property.getAccessor();
      if (member == null || !isInV1(member)) {
        continue;
      }
      Map<String, Object> value = new LinkedHashMap<>(value(member.getType()));
      put(value, "minimum", annotation(member, "Minimum"));
      put(value, "maximum", annotation(member, "Maximum"));
      put(value, "minItems", annotation(member, "MinimumItems"));
      put(value, "pattern", annotation(member, "Pattern"));
      properties.put(property.getName(), value);
      var json = member.getAnnotation(JsonProperty.class);
      Object requiredIn = annotation(member, "RequiredInVersions");
      if ((json != null && json.required()) || (requiredIn != null && requiredIn.toString().startsWith("v1+"))) {
        required.add(property.getName());
      }
    }
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("properties", properties);
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    return schema;
  }

  private static boolean isInV1(AnnotatedMember member) throws Exception {
    Object present = annotation(member, "PresentInVersions");
    return present == null || present.equals("v1") || present.toString().endsWith("+");
  }

  /// The value of one of Strimzi's annotations, whose classes are not needed for that.
  private static Object annotation(AnnotatedMember member, String name) throws Exception {
    for (var one : member.getAnnotated().getDeclaredAnnotationsByType(
        Class.forName("io.strimzi.crdgenerator.annotations." + name).asSubclass(java.lang.annotation.Annotation.class))) {
      return one.annotationType().getMethod("value").invoke(one);
    }
    return null;
  }

  private static void put(Map<String, Object> schema, String name, Object value) {
    if (value != null) {
      schema.put(name, value);
    }
  }

  private static Map<String, Object> value(JavaType type) throws Exception {
    Class<?> raw = type.getRawClass();
    if (raw == String.class) {
      return Map.of("type", "string");
    } else if (raw == boolean.class || raw == Boolean.class) {
      return Map.of("type", "boolean");
    } else if (raw == int.class || raw == Integer.class || raw == long.class || raw == Long.class) {
      return Map.of("type", "integer");
    } else if (raw == double.class || raw == Double.class || raw == float.class) {
      return Map.of("type", "number");
    } else if (raw.isEnum()) {
      List<Object> values = new ArrayList<>();
      for (Object one : raw.getEnumConstants()) {
        values.add(JSON.convertValue(one, String.class));
      }
      return Map.of("enum", values);
    } else if (type.isMapLikeType()) {
      return Map.of("type", "object");
    } else if (type.isCollectionLikeType() || type.isArrayType()) {
      return Map.of("type", "array", "items", value(type.getContentType()));
    } else if (raw == Object.class) {
      return Map.of();
    }
    return definition(raw);
  }
}
