package dev.offload.ingest.types;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.offload.ingest.body.Faults;
import dev.offload.ingest.problem.FieldError;
import dev.offload.schemas.json.Json;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InputSchemaTest {
  private static final InputSchema IMAGE =
      InputSchema.load("image", "dev/offload/image/input.schema.json");

  @Test
  void whatDependsOnAReferenceIsNotChecked() throws Exception {
    String input =
        """
        {"source": {"file": {"$from": "/files/0/id"}},
         "outputs": [{"name": "small", "resize": {"width": 100, "height": 100}, "format": "png"}]}
        """;

    assertThat(faults(input, Set.of())).isNotEmpty();
    assertThat(faults(input, Set.of("/source/file"))).isEmpty();
  }

  @Test
  void urlIsHeldToTheRulesOfWebhooks() throws Exception {
    assertThat(faults("{\"source\": {\"url\": \"https://example.com/#a\"}}", Set.of()))
        .containsExactly(
            new FieldError(
                "/input/source/url", "must have no fragment: leave out # and what follows"));
    assertThat(faults("{\"source\": {\"url\": \"https://example.com/\"}}", Set.of())).isEmpty();
    assertThat(faults("{\"source\": {\"url\": {\"$from\": \"/x\"}}}", Set.of("/source/url")))
        .isEmpty();
  }

  @Test
  void everythingElseIsChecked() throws Exception {
    String input = "{\"source\": {\"file\": {\"$from\": \"/files/0/id\"}}, \"outputs\": 1}";

    assertThat(faults(input, Set.of("/source/file")))
        .extracting(FieldError::pointer)
        .containsExactly("/input/outputs");
  }

  @Test
  void wholeInputMayBeAReference() throws Exception {
    assertThat(faults("{\"$from\": \"/result\"}", Set.of(""))).isEmpty();
  }

  private static List<FieldError> faults(String input, Set<String> open)
      throws JsonProcessingException {
    Faults faults = new Faults();
    IMAGE.check(Json.MAPPER.readTree(input), "/input", open, faults);
    return faults.list();
  }
}
