package dev.offload.schemas.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.offload.schemas.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class NamedFilesTest {
  private static final String ONE = "fil_019e35a0-0000-7000-8000-000000000001";
  private static final String TWO = "fil_019e35a0-0000-7000-8000-000000000002";

  @Test
  void fileIsNamedAnywhereInTheTexts() throws JsonProcessingException {
    assertThat(in("{\"a\": [{\"file\": \"%s\"}, \"%s\", 1, null]}".formatted(TWO, ONE)))
        .containsExactly(ONE, TWO);
    assertThat(in("\"see /v1/files/%s?x=%s.\"".formatted(ONE, TWO))).containsExactly(ONE, TWO);
    assertThat(in("{\"%s\": true}".formatted(ONE))).containsExactly(ONE);
    assertThat(in("[\"%s\", \"%s\"]".formatted(ONE, ONE))).containsExactly(ONE);
  }

  @Test
  void textThatOnlyLooksLikeAnIdNamesNoFile() throws JsonProcessingException {
    assertThat(in("{\"a\": \"fil_\", \"b\": \"fil_019e35a0-0000-4000-8000-000000000001\"}"))
        .isEmpty();
    assertThat(NamedFiles.in(null)).isEmpty();
  }

  @Test
  void knownIdsAreKept() throws JsonProcessingException {
    assertThat(NamedFiles.and(List.of(TWO), Json.MAPPER.readTree("\"%s\"".formatted(ONE))))
        .containsExactly(ONE, TWO);
    assertThat(NamedFiles.and(List.of(TWO), null)).containsExactly(TWO);
  }

  private static List<String> in(String json) throws JsonProcessingException {
    return NamedFiles.in(Json.MAPPER.readTree(json));
  }
}
