package dev.offload.schemas.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.schemas.golden.Samples.Sample;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.Completion;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Compares what we write with what older versions wrote. A golden file is never rewritten to
/// please this test. If a change is intended, the old file stays as `<Type>-<n>.json` and must
/// stay readable.
class GoldenTest {
  static List<Sample<?>> samples() {
    return Samples.ALL;
  }

  static List<Path> files() {
    return Golden.files();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void recordIsWrittenAsInItsGolden(Sample<?> sample) {
    Path file = Golden.file(sample.type());
    Golden written = Golden.written(sample);

    assertThat(file)
        .as("golden of %s; what is written today:%n%s", sample.type(), written.text())
        .exists();
    assertThat(written.text()).isEqualTo(Golden.kept(file).text());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void recordIsReadAsItWasWritten(Sample<?> sample) {
    assertThat(Golden.written(sample).read()).isEqualTo(sample.value());
  }

  @ParameterizedTest
  @MethodSource("files")
  void oldGoldensAreReadable(Path file) {
    assertThat(Golden.kept(file).read()).isNotNull();
  }

  @ParameterizedTest
  @MethodSource("files")
  void membersOfANewerReleaseAreIgnored(Path file) {
    Golden kept = Golden.kept(file);
    ObjectNode newer = kept.value().deepCopy();
    newer.put("memberOfTheFuture", true);

    assertThat(new Golden(kept.topic(), kept.key(), kept.headers(), newer).read())
        .isEqualTo(kept.read());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void goldenFitsItsJsonSchema(Sample<?> sample) {
    assertThat(
            JsonSchemas.violations(
                JsonSchemas.fileName(sample.type()),
                Golden.kept(Golden.file(sample.type())).value()))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void jsonSchemaRefusesARecordWithoutItsRequiredMembers(Sample<?> sample) {
    assertThat(
            JsonSchemas.violations(
                JsonSchemas.fileName(sample.type()), Json.MAPPER.createObjectNode()))
        .isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void jsonSchemaNamesTheMembersOfTheRecordAndNoOthers(Sample<?> sample) {
    Class<?> type =
        sample.value() instanceof Completion completion
            ? completion.data().getClass()
            : sample.value().getClass();
    JsonNode properties = JsonSchemas.read(JsonSchemas.fileName(sample.type())).get("properties");
    List<String> named = new ArrayList<>();
    properties.fieldNames().forEachRemaining(named::add);

    assertThat(named).containsExactlyInAnyOrderElementsOf(members(type));
  }

  @Test
  void everyRecordTypeHasASample() {
    Set<String> sampled = Samples.ALL.stream().map(Sample::type).collect(Collectors.toSet());

    assertThat(sampled).containsExactlyInAnyOrderElementsOf(WireTypes.names());
  }

  /// The members of a record and of its parts. A part that is a choice names them itself.
  private static List<String> members(Class<?> type) {
    if (type.isSealed()) {
      return Arrays.stream(type.getDeclaredMethods())
          .filter(it -> !Modifier.isStatic(it.getModifiers()))
          .map(it -> it.getAnnotation(JsonProperty.class))
          .filter(Objects::nonNull)
          .map(JsonProperty::value)
          .toList();
    }
    return Arrays.stream(type.getRecordComponents()).flatMap(GoldenTest::jsonNames).toList();
  }

  private static Stream<String> jsonNames(RecordComponent component) {
    if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
      return members(component.getType()).stream();
    }
    JsonProperty renamed = component.getAccessor().getAnnotation(JsonProperty.class);
    return Stream.of(renamed == null ? component.getName() : renamed.value());
  }
}
