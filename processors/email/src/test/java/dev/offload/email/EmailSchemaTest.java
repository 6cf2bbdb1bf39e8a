package dev.offload.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.offload.email.letter.LetterTemplate;
import dev.offload.email.smtp.Mailbox;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.EmailAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The published schema of the input describes the record that reads it.
class EmailSchemaTest {
  private static final String FILE = "fil_0193552f-7c4e-7d2a-9c3b-0f6a1e2d3c4b";
  private static final JsonNode TEXT = read();
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(TEXT.toString(), InputFormat.JSON);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'subject': 's', 'text': 't', 'recipients': [{'email': 'a@b.de'}]}",
        "{'subject': 's', 'html': 'h', 'recipients': {'file': 'FILE'}}",
        "{'subject': 's', 'html': 'h', 'recipients':"
            + " {'file': 'FILE', 'encoding': 'windows-1252', 'delimiter': ';'}}",
        "{'from': '\\'Shop, Inc.\\' <a@b.de>', 'subject': 's', 'text': 't',"
            + " 'recipients': [{'email': 'a@b.de'}]}",
        "{'from': 'a@b.de', 'subject': 's', 'text': 't', 'html': 'h', 'recipients':"
            + " [{'email': 'a.b+c@localhost', 'name': 'Ä', 'data': {'x': [1, {'y': null}]}}]}",
        "{'from': 'Shop & Co <a@b.de>', 'subject': 's', 'text': 't',"
            + " 'recipients': [{'email': 'a@b.de', 'name': ''}]}",
      })
  void validInputIsAccepted(String input) {
    assertThat(violations(input)).isEmpty();
    assertThatCode(() -> task(input)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'chunk': {'mailing': 'x'}}",
        "{'notification': {'to': 'a@b.de', 'event': {}}}",
        "{'subject': 's', 'recipients': [{'email': 'a@b.de'}]}",
        "{'text': 't', 'recipients': [{'email': 'a@b.de'}]}",
        "{'subject': 's', 'text': 't'}",
        "{'subject': 's', 'text': 't', 'recipients': []}",
        "{'subject': 's', 'text': 't', 'recipients': {}}",
        "{'subject': 's', 'text': 't', 'recipients': {'file': 'list.csv'}}",
        "{'subject': 's', 'text': 't', 'recipients': {'file': 'FILE', 'encoding': ''}}",
        "{'subject': 's', 'text': 't', 'recipients': {'file': 'FILE', 'delimiter': 'x'}}",
        "{'subject': 's', 'text': 't', 'recipients': 'a@b.de'}",
        "{'subject': 's', 'text': 't', 'recipients': ['a@b.de']}",
        "{'subject': 's', 'text': 't', 'recipients': [{'name': 'Ada'}]}",
        "{'subject': 's', 'text': 't', 'recipients': [{'email': 'nobody'}]}",
        "{'subject': 's', 'text': 't', 'recipients': [{'email': 'a@b.de\\r\\nBcc: c@d.de'}]}",
        "{'subject': 's', 'text': 't', 'recipients': [{'email': 'a@b.de', 'name': 'A\\nB'}]}",
        "{'subject': 's', 'text': 't', 'recipients': [{'email': 'a@b.de', 'index': 3}]}",
        "{'subject': 's', 'text': 't', 'recipients': [{'email': 'a@b.de', 'data': 3}]}",
        "{'subject': 's\\nBcc: c@d.de', 'text': 't', 'recipients': [{'email': 'a@b.de'}]}",
        "{'from': 'x', 'subject': 's', 'text': 't', 'recipients': [{'email': 'a@b.de'}]}",
        "{'from': 'A\\nB <a@b.de>', 'subject': 's', 'text': 't',"
            + " 'recipients': [{'email': 'a@b.de'}]}",
        "{'subject': 's', 'text': 't', 'recipients': [{'email': 'a@b.de'}], 'cc': 'c@d.de'}",
      })
  void inputThatBreaksARuleIsRefused(String input) {
    assertThat(violations(input)).isNotEmpty();
  }

  @Test
  void schemaHasThePatternsAndLimitsOfTheCode() {
    JsonNode email = TEXT.at("/$defs/recipient/properties/email");
    assertThat(email.get("pattern").asText()).isEqualTo("^" + EmailAddress.PATTERN + "$");
    assertThat(email.get("maxLength").asInt()).isEqualTo(EmailAddress.MAX_LENGTH);
    assertThat(TEXT.at("/$defs/recipient/properties/name/maxLength").asInt())
        .isEqualTo(Mailbox.MAX_NAME_LENGTH);
    assertThat(TEXT.at("/properties/text/maxLength").asInt()).isEqualTo(LetterTemplate.MAX_LENGTH);
    assertThat(TEXT.at("/properties/html/maxLength").asInt()).isEqualTo(LetterTemplate.MAX_LENGTH);
  }

  private static List<Error> violations(String input) {
    return SCHEMA.validate(json(input), InputFormat.JSON);
  }

  private static EmailTask task(String input) throws IOException {
    return Json.MAPPER.readValue(json(input), EmailTask.class);
  }

  private static String json(String input) {
    return input.replace('\'', '"').replace("FILE", FILE);
  }

  private static JsonNode read() {
    try (InputStream in = EmailTask.class.getResourceAsStream("input.schema.json")) {
      return Json.MAPPER.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
