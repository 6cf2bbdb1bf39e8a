package dev.offload.probe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.json.Json;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProbeSchemaTest {
  @Test
  void schemaHasTheMembersOfTheRecord() throws Exception {
    // Given
    JsonNode schema;
    try (InputStream file = Probe.class.getResourceAsStream("input.schema.json")) {
      schema = Json.MAPPER.readTree(file);
    }

    // When
    List<String> members =
        Arrays.stream(Probe.class.getRecordComponents())
            .map(RecordComponent::getName)
            .map(name -> name.equals("isFinal") ? "final" : name)
            .toList();

    // Then
    assertThat(schema.get("properties").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrderElementsOf(members);
  }
}
